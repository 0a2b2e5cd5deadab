"""Keeping a few programs running together: start, restart, and a clean end for all of them whatever happens."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1
SHORT_LIFE = 5.0  # seconds: who ends sooner did not start properly
MOST_SHORT_LIVES = 3
LADDER = ((signal.SIGTERM, 3.0), (signal.SIGQUIT, 1.0), (signal.SIGKILL, 1.0))  # ask, insist (cold stop), end


@dataclass
class Program:
    """One program to keep running; its output goes to the log file, or to the terminal without one."""

    name: str
    command: list[str]
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    short_lives: int = 0

    def start(self) -> None:
        self.started = time.monotonic()
        with contextlib.ExitStack() as stack:
            out = stack.enter_context(self.log.open("ab")) if self.log else None
            self.process = subprocess.Popen(  # noqa: S603  # our own commands
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,  # Ctrl-C reaches the supervisor only
                preexec_fn=_end_with(os.getpid()),  # one thread, and prctl only
            )

    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def gone(self) -> bool:
        """Tell whether the program and everything it started have ended: a group may outlive its leader."""
        if self.process is None or self.process.poll() is None:
            return self.process is None
        try:
            os.killpg(self.process.pid, 0)
        except (ProcessLookupError, PermissionError):
            return True
        return False

    def signal(self, number: signal.Signals) -> None:
        """Signal the program; the last step of the ladder reaches everything it started, too."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            if number == signal.SIGKILL:
                os.killpg(self.process.pid, number)
            elif not self.ended():
                self.process.send_signal(number)

    def last_words(self, lines: int = 20) -> str:
        if self.log is None or not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


@dataclass
class Supervisor:
    """Runs programs until a signal comes or one of them will not stay up."""

    programs: list[Program]
    tell: Callable[[str], None]
    tick: Callable[[], None] = lambda: None
    status: int = 0
    _stopping: bool = field(default=False, init=False)

    def run(self) -> int:
        """Start the programs, look after them, end them all; return the exit status."""
        with self._signals():
            try:
                for program in self.programs:
                    program.start()
                while not self._stopping:
                    self._look_after()
                    self.tick()
                    time.sleep(0.2)
            finally:
                self._end_all()
        return self.status

    def _look_after(self) -> None:
        for program in self.programs:
            if not program.ended() or self._stopping:
                continue
            short = time.monotonic() - program.started < SHORT_LIFE
            program.short_lives = program.short_lives + 1 if short else 0
            if program.short_lives >= MOST_SHORT_LIVES:
                self.tell(f"The {program.name} will not stay up. Its last words:\n{program.last_words()}")
                self.status, self._stopping = 1, True
            else:
                self.tell(f"The {program.name} ended and is started again.")
                program.start()

    def _end_all(self) -> None:
        for number, patience in LADDER:
            for program in self.programs:
                program.signal(number)
            deadline = time.monotonic() + patience
            while time.monotonic() < deadline and not all(program.gone() for program in self.programs):
                time.sleep(0.05)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        caught = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = {number: signal.signal(number, self._stop) for number in caught}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _end_with(parent: int) -> Callable[[], None] | None:
    """Return what a child does before it starts so that the kernel ends it with its parent (Linux)."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)  # loaded before the fork: a child must not import

    def before_start() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
        if os.getppid() != parent:  # the parent died between fork and prctl
            os._exit(1)

    return before_start


def port_is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
