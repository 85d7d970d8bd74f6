"""What a server's processes use: CPU time and memory, its kernels included."""

import contextlib
import time

import psutil

MOST_WAIT_S = 15


class Processes:
    """A server's process and all that it has started."""

    def __init__(self, pid: int) -> None:
        self._server = psutil.Process(pid)

    def all(self) -> list[psutil.Process]:
        """The processes that live now, the server's own first."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return [self._server, *self._server.children(recursive=True)]
        return []

    def cpu_s(self) -> dict[int, float]:
        """CPU seconds so far by process."""
        used = {}
        for process in self.all():
            with contextlib.suppress(psutil.Error):
                times = process.cpu_times()
                used[process.pid] = times.user + times.system
        return used

    def cpu_s_since(self, before: dict[int, float]) -> float:
        """CPU seconds since an earlier `cpu_s()`; a process that ended meanwhile is left out."""
        return sum(s - before.get(pid, 0.0) for pid, s in self.cpu_s().items())

    def pss_mb(self) -> float | None:
        """Memory in MB (10^6 bytes), each shared page divided by its users; None if not known."""
        total = 0
        for process in self.all():
            with contextlib.suppress(psutil.Error):
                total += getattr(process.memory_full_info(), "pss", 0)
        return total / 1e6 or None

    def rest(self) -> None:
        """Wait until they do next to nothing, so that one measurement leaves none to the next."""
        end = time.monotonic() + MOST_WAIT_S
        while time.monotonic() < end:
            before = self.cpu_s()
            time.sleep(0.3)
            if self.cpu_s_since(before) < 0.02:
                return

    def end(self, patience_s: float = 20) -> None:
        """End the server, then what it has left behind."""
        everyone = self.all()
        with contextlib.suppress(psutil.NoSuchProcess):
            self._server.terminate()
        psutil.wait_procs(everyone[:1], patience_s)
        _, left = psutil.wait_procs(everyone, 1)
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        psutil.wait_procs(left, 5)
