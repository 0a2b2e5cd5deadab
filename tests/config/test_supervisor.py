"""The supervisor with real processes: a clean end, no orphans, a plain word when a program will not stay up."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.supervisor import port_is_free

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
WILLING = "import time; print('up', flush=True); time.sleep(60)"
PARENT = "import subprocess, time; subprocess.Popen(['sleep', '60']); time.sleep(60)"
SUPERVISOR = """
import sys
from pathlib import Path
from config.supervisor import Program, Supervisor
folder = Path(sys.argv[1])
codes = sys.argv[2:]
programs = [Program(f"program {n}", [sys.executable, "-c", c], folder / f"{n}.log") for n, c in enumerate(codes)]
supervisor = Supervisor(programs, tell=lambda line: print(line, flush=True))
def tick():
    (folder / "pids").write_text(" ".join(str(p.process.pid) for p in programs))
supervisor.tick = tick
sys.exit(supervisor.run())
"""


def _start(folder: Path, *codes: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(folder), *codes], stdout=subprocess.PIPE, text=True, process_group=0
    )


def _soon(fact: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if fact():
            return True
        time.sleep(0.05)
    return False


def _pids(folder: Path) -> list[int]:
    path = folder / "pids"
    assert _soon(lambda: path.exists() and bool(path.read_text()))
    return [int(pid) for pid in path.read_text().split()]


def _group_is_gone(pid: int) -> bool:
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("code", [WILLING, STUBBORN, PARENT])
def test_interrupt_ends_every_process_with_status_0(tmp_path: Path, code: str) -> None:
    with _start(tmp_path, code, WILLING) as supervisor:
        pids = _pids(tmp_path)
        supervisor.send_signal(signal.SIGINT)
        assert supervisor.wait(8) == 0
    assert all(_soon(lambda pid=pid: _group_is_gone(pid), 2) for pid in pids)  # type: ignore[misc]  # bound now


def test_killed_supervisor_leaves_nobody(tmp_path: Path) -> None:
    with _start(tmp_path, WILLING) as supervisor:
        pids = _pids(tmp_path)
        supervisor.kill()
    assert all(_soon(lambda pid=pid: _group_is_gone(pid)) for pid in pids)  # type: ignore[misc]  # bound now


def test_program_that_will_not_stay_up_is_told_with_its_last_words(tmp_path: Path) -> None:
    with _start(tmp_path, "raise SystemExit('no database here')", WILLING) as supervisor:
        said = supervisor.stdout.read() if supervisor.stdout else ""
        assert supervisor.wait(10) == 1
    assert said.count("ended and is started again") == 2
    assert said.endswith(
        "The program 0 will not stay up. Its last words:\nno database here\nno database here\nno database here\n"
    )


def test_program_that_dies_once_is_started_again(tmp_path: Path) -> None:
    with _start(tmp_path, WILLING) as supervisor:
        (first,) = _pids(tmp_path)
        os.kill(first, signal.SIGKILL)
        assert _soon(lambda: _pids(tmp_path) != [first])
        supervisor.send_signal(signal.SIGTERM)
        assert supervisor.wait(8) == 0


def test_port_in_use_is_not_free() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not port_is_free("127.0.0.1", taken.getsockname()[1])
