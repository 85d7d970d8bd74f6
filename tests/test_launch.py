"""The launcher: a taken port is one sentence, and nobody's own settings change the page."""

import socket
import sys
from pathlib import Path

import pytest

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
    import subprocess

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
    assert capsys.readouterr().err.startswith("notebooks/index.ipynb is not there")


def test_every_folder_of_jupyter_is_ours(tmp_path):
    folders = launch.environment(tmp_path)
    assert Path(folders.pop("JUPYTER_PATH")) == launch.SHARE
    folders.pop("JUPYTER_PREFER_ENV_PATH")
    assert all(Path(folder).parent == tmp_path for folder in folders.values())


def test_importing_the_launcher_imports_neither_voila_nor_pandas():
    import subprocess

    code = "import sys, widgets.serve.launch; print([m for m in sys.modules if m in sys.argv])"
    names = ["voila", "pandas", "plotly", "fontTools", "tornado"]
    answer = subprocess.run(
        [sys.executable, "-c", code, *names], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "[]\n"


def test_an_address_of_another_machine_is_one_sentence():
    assert "is no address of this machine" in launch.port_problem(8866, "192.0.2.1")
    assert "is no address of this machine" in launch.port_problem(8866, "nonsense")
