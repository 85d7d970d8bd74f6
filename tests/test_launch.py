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
