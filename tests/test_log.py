"""The log: nothing that a client sends forges a line, nobody waits for who reads it."""

import json
import logging
import os
import subprocess
import sys
import threading
import time

import pytest

from tests.conftest import ROOT, free_port, own_environment
from tests.serving import COLD, ask, until
from widgets.serve import log

ID = "0f8fad5b-d9cb-469f-a165-70867728950e"


def record(message: str, *arguments: object, error: BaseException | None = None):
    fault = (type(error), error, None) if error else None
    return logging.LogRecord("widgets.serve", logging.ERROR, "", 0, message, arguments, fault)


def test_no_text_is_another_line_or_obeyed_by_a_terminal():
    nasty = 'a\n{"time": "x"}\r\x1b[2Jb\u2028\u202ec\ud800\x00'
    (line,) = log.Lines().format(record("said %s", nasty)).split("\n")
    assert line.endswith(r'said a\n{"time": "x"}\r\x1b[2Jb\u2028\u202ec\ud800\x00')
    assert line.isprintable()


def test_a_faults_own_lines_are_marked():
    text = log.Lines().format(record("Fault", error=ValueError('no\n{"time": "forged"}\n\x1b[2J')))
    head, *trace = text.split("\n")
    assert head.endswith("ERROR widgets.serve: Fault")
    assert len(trace) == 3
    assert all(line.startswith("  | ") and line.isprintable() for line in trace)


@pytest.mark.parametrize(
    "kernel",
    [
        *(ID, ID.upper(), ID.replace("-", ""), f"{ID}:{ID}", f"x-{ID}.json", f"x_{ID}", f"z{ID}"),
        *(f"x{ID}"[:33], ID[:14]),
    ],
)
def test_no_id_stands_in_it_whole(kernel):
    text = log.Lines().format(record("kernel %s", kernel, error=KeyError(kernel)))
    assert ID[9:13] not in text.lower()
    assert ID[-12:] not in text.lower()
    assert ID[:8] in text.lower()


def test_the_name_of_a_file_stands_there_whole():
    assert "s/4a48298fb525-plotly.min.js" in log.plain("s/4a48298fb525-plotly.min.js")


def test_a_long_text_is_cut():
    assert len(log.Lines().format(record("said %s", "x" * 60_000))) < 2_100


def test_who_logs_never_waits_and_what_is_lost_is_counted():
    reading, writing = os.pipe()
    stream, reader = os.fdopen(writing, "w"), os.fdopen(reading)
    handler = log.Log(stream)
    start = time.monotonic()
    for i in range(10_000):  # a megabyte: more than a pipe and the queue hold
        handler.handle(record("line %d %s", i, "x" * 100))
    assert time.monotonic() - start < 5
    threading.Timer(0.5, lambda: (handler.close(), stream.close())).start()
    written = list(reader)
    counted = [int(line.split()[0]) for line in written if "were not written" in line]
    assert len(written) - len(counted) + sum(counted) == 10_000
    assert sum(counted) > 1_000
    reader.close()


def test_a_reader_that_has_gone_is_no_fault():
    reading, writing = os.pipe()
    os.close(reading)
    handler = log.Log(os.fdopen(writing, "w"))
    for i in range(3):
        handler.handle(record("line %d", i))
    handler.close()
    assert not handler._thread.is_alive()


SERVE = f"import sys\nfrom widgets.serve import launch\n{COLD}sys.exit(launch.main(sys.argv[1:]))"


@pytest.mark.server
def test_a_stalled_reader_of_the_log_stops_nothing(tmp_path):
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, "--seats", "0", "--port", str(port)],
        cwd=ROOT,
        env=own_environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert "The Handover is at" in process.stdout.readline()
            nothing = "/nothing-" + "x" * 300
            for _ in range(500):  # some 150 kB of log
                assert ask(f"{url}{nothing}").status == 404
            assert ask(f"{url}/healthz").status == 200
        finally:
            process.terminate()
        lines = process.stderr.readlines()
        assert process.wait(20) == 0
    paths = [json.loads(line)["path"] for line in lines if line.startswith("{")]
    assert paths[0].startswith("/nothing-")
    assert until(lambda: process.poll() is not None)
