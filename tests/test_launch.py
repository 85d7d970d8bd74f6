"""The launcher: a taken port is one sentence, and nobody's own settings change the page."""

import contextlib
import os
import shlex
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, free_port
from tests.serving import ask
from widgets.serve import launch


@pytest.fixture
def taken():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_one_sentence(taken, capsys):
    assert launch.main(["--port", str(taken)]) == 1
    said = capsys.readouterr()
    assert said.err == f"Port {taken} is in use: choose another, as in `make app PORT=9000`.\n"
    assert said.out == ""


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_number_that_is_no_port_is_one_sentence(port):
    assert launch.port_problem(port, "127.0.0.1").startswith(f"{port} is not a port")


@pytest.mark.parametrize(
    "options",
    [
        ["--port", "x"],
        ["--seats", "-1"],
        ["--seats", "many"],
        ["--seats", "99999"],
        ["--idle-minutes", "0"],
        ["--base-url", "/a/../b"],
        ["--base-url", "https://example.org/"],
        ["--nonsense"],
        ["--ip", "127.0.0.1"],
    ],
)
def test_an_option_that_is_none_is_one_sentence(options, capsys):
    with pytest.raises(SystemExit) as stop:
        launch.main(options)
    said = capsys.readouterr()
    assert stop.value.code == 1
    assert said.out == ""
    assert said.err.endswith("; --help lists all options.\n")
    assert said.err.count("\n") == 1
    assert options[0] in said.err


@pytest.mark.parametrize(
    ("given", "path"),
    [("", "/"), ("/", "/"), ("sub", "/sub/"), ("/sub", "/sub/"), ("/a/b-c/", "/a/b-c/")],
)
def test_a_base_url_begins_and_ends_with_a_slash(given, path):
    assert launch.parser().parse_args(["--base-url", given]).base_url == path


def test_help_names_every_option(capsys):
    with pytest.raises(SystemExit) as stop:
        launch.main(["--help"])
    said = capsys.readouterr().out
    assert stop.value.code == 0
    for option in (
        "port",
        "host",
        "seats",
        "idle-minutes",
        "base-url",
        "trust-proxy",
        "token-file",
    ):
        assert f"--{option}" in said


def test_seats_follow_the_memory(monkeypatch):
    import psutil

    def with_mb(available):
        memory = psutil.virtual_memory()._replace(available=available << 20)
        monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
        return launch.seats_for_memory()

    assert [with_mb(mb) for mb in (10, 400, 800)] == [1, 5, 10]
    assert with_mb(1 << 20) <= launch.MOST_SEATS


@pytest.mark.slow
def test_the_port_taken_in_the_meantime_is_one_sentence(tmp_path):
    from tests.conftest import own_environment

    script = (
        "import socket, sys; from widgets.serve import launch;"
        "launch.port_problem = lambda *_: None;"
        "s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen();"
        "sys.exit(launch.main(['--port', str(s.getsockname()[1])]))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        env=own_environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "is in use: choose another." in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "The Handover is at" not in ended.stdout


def test_a_free_port_is_no_problem(taken):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert launch.port_problem(free, "127.0.0.1") is None


def test_without_the_notebooks_it_is_one_sentence(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(launch, "NOTEBOOKS", tmp_path)
    assert launch.main(["--port", "65535"]) == 1
    assert capsys.readouterr().err == f"The folder {tmp_path} holds no notebook (.ipynb).\n"


def test_every_folder_of_jupyter_is_ours(tmp_path):
    folders = launch.environment(tmp_path)
    assert Path(folders.pop("JUPYTER_PATH")) == launch.SHARE
    folders.pop("JUPYTER_PREFER_ENV_PATH")
    assert all(Path(folder).parent == tmp_path for folder in folders.values())


def test_importing_the_launcher_imports_neither_voila_nor_pandas():
    code = "import sys, widgets.serve.launch; print([m for m in sys.modules if m in sys.argv])"
    names = ["voila", "pandas", "plotly", "fontTools", "tornado"]
    answer = subprocess.run(
        [sys.executable, "-c", code, *names], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "[]\n"


def test_an_address_of_another_machine_is_one_sentence():
    assert "is no address of this machine" in launch.port_problem(8866, "192.0.2.1")
    assert "is no address of this machine" in launch.port_problem(8866, "nonsense")


def ended(*options: str, limits: str = "", **more: str) -> subprocess.CompletedProcess:
    """The real command under limits of the shell; it ends at its start."""
    command = [sys.executable, "-m", "widgets.serve", "--port", str(free_port()), *options]
    line = f"{limits}; exec {shlex.join(command)}" if limits else f"exec {shlex.join(command)}"
    return subprocess.run(
        ["sh", "-c", line],
        cwd=ROOT,
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.skipif(os.name != "posix", reason="limits of a POSIX shell")
@pytest.mark.parametrize(
    ("options", "limits", "environment", "sentence"),
    [
        (["--seats=20"], "ulimit -n 200", {}, "200 files may be open at a time, but 20 seats"),
        ([], "ulimit -n 30", {}, "30 files may be open at a time, but 0 seats take 64"),
        ([], "ulimit -f 0", {}, "No folder for temporary files can be made"),
        ([], "", {"PYTHONOPTIMIZE": "2"}, "Python leaves out docstrings"),
    ],
)
def test_a_machine_that_cannot_serve_is_one_sentence(options, limits, environment, sentence):
    said = ended(*options, limits=limits, **environment)
    assert said.returncode == 1
    assert said.stderr.startswith(sentence)
    assert said.stderr.count("\n") == 1
    assert said.stdout == ""


def test_as_many_seats_as_files_may_be_open(monkeypatch):
    monkeypatch.setattr(launch, "open_files", lambda: 200)
    monkeypatch.setattr(launch, "seats_for_memory", lambda: 50)
    seats = []
    monkeypatch.setattr(launch, "files_problem", lambda n, files: seats.append(n) or "no")
    assert launch.main([]) == 1
    assert seats == [6]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a file that is full")
def test_a_line_that_cannot_be_written_stops_nothing():
    code = "from widgets.serve.launch import say; say('one'); say('two')"
    with Path("/dev/full").open("w") as full:
        said = subprocess.run(
            [sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (said.returncode, said.stderr) == (0, b"")


def _reached(host: str, sockets: list[socket.socket]) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((host, port_of(sockets)), 5):
        return True
    return False


def port_of(sockets: list[socket.socket]) -> int:
    return sockets[0].getsockname()[1]


def _has_ipv6() -> bool:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


ipv6 = pytest.mark.skipif(not _has_ipv6(), reason="this machine has no IPv6")


@ipv6
@pytest.mark.parametrize(
    ("host", "four", "six"),
    [
        ("::1", False, True),
        ("::", socket.has_dualstack_ipv6(), True),
        ("127.0.0.1", True, False),
        ("0.0.0.0", True, False),
        ("", True, True),
    ],
)
def test_a_host_is_reached_at_all_its_addresses(host, four, six):
    port = free_port()
    assert launch.port_problem(port, host) is None
    sockets = launch.listening(port, host)
    try:
        assert _reached("127.0.0.1", sockets) == four
        assert _reached("::1", sockets) == six
        assert f"Port {port} is in use" in launch.port_problem(port, host)
    finally:
        for each in sockets:
            each.close()


def test_of_a_name_the_addresses_that_are_there_are_enough(monkeypatch):
    known = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.1", 0)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: known)
    (made,) = launch.listening(0, "name")
    with made:
        assert made.getsockname()[0] == "127.0.0.1"
    del known[0]
    assert "is no address of this machine" in launch.port_problem(8866, "name")


@ipv6
@pytest.mark.server
def test_the_page_is_served_at_an_ipv6_address():
    port = free_port()
    options = ["--host", "::1", "--port", str(port), "--seats", "0"]
    command = [sys.executable, "-m", "widgets.serve", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = f"http://[::1]:{port}/"
            assert any(f"The Handover is at {address} " in line for line in process.stdout)
            assert ask(f"{address}healthz").json()["ok"]
        finally:
            process.terminate()
