"""The test command: every check, then every test on both sets of components; says what this machine could not run."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.components import Components

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
REQUIRE_ALL = os.environ.get("THROUGHLINE_REQUIRE_ALL") == "1"
MANAGE = (sys.executable, "manage.py")
LIVE = {"HTTPS": "1", "SECRET_KEY": "checked-as-in-production-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2}
CHECKS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "types": ((str(BIN / "mypy"), "."), {}),
    "style": ((str(BIN / "ruff"), "check", "."), {}),
    "format": ((str(BIN / "ruff"), "format", "--check", "."), {}),
    "layers": ((str(BIN / "lint-imports"),), {}),
    "django": ((*MANAGE, "check", "--fail-level", "WARNING"), {}),
    "deployment": ((*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), LIVE),
    "migrations": ((*MANAGE, "makemigrations", "--check", "--dry-run"), {}),
    "templates": ((str(BIN / "djlint"), "templates", "--lint", "--quiet"), {}),
}


@dataclass
class Report:
    """What was run, how it went, what was not run."""

    lines: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)

    def add(self, name: str, ok: bool, said: str, seconds: float) -> None:
        self.lines.append(f"  {'passed' if ok else 'FAILED'}  {name:34} {seconds:5.0f} s  {said}")
        if not ok:
            self.failed.append(name)

    def close(self) -> int:
        print("\n" + "\n".join(self.lines))
        if self.not_run:
            print(f"  not run: {'; '.join(self.not_run)}")
        if self.failed:
            print(f"  failed: {', '.join(self.failed)}")
        return 1 if self.failed or (self.not_run and REQUIRE_ALL) else 0


def run_checks(report: Report) -> None:
    """Run the checks two at a time; print the words of those that fail."""

    def one(
        item: tuple[str, tuple[tuple[str, ...], dict[str, str]]],
    ) -> tuple[str, subprocess.CompletedProcess[str], float]:
        name, (command, env) = item
        begun = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True)
        return name, done, time.monotonic() - begun

    with ThreadPoolExecutor(2) as pool:
        for name, done, seconds in pool.map(one, CHECKS.items()):
            if done.returncode:
                print(f"--- {name}\n{done.stdout}{done.stderr}")
            report.add(name, done.returncode == 0, "", seconds)


def run_pytest(report: Report, name: str, env: dict[str, str], *options: str) -> None:
    """Run pytest with its output shown as it comes; keep its closing line.

    One worker more than there are cores: browsers and supervised processes leave theirs waiting.
    """
    print(f"--- {name}", flush=True)
    begun = time.monotonic()
    workers = ("-n", str((os.cpu_count() or 2) + 1), "--dist", "worksteal")  # or one is left with all the browser tests
    command = [sys.executable, "-m", "pytest", "-q", *workers, *options]
    own = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BROKER_URL", "VAR_DIR"}}
    with subprocess.Popen(
        command, cwd=ROOT, env={**own, **env}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        last = ""
        for line in process.stdout:
            print(line, end="", flush=True)
            if line.startswith("not run: "):
                report.not_run.append(line.removeprefix("not run: ").strip())
            last = line.strip() or last
    report.add(name, process.returncode == 0, last.strip("= "), time.monotonic() - begun)


def run_on_both(report: Report, name: str, first: list[str], second: list[str]) -> None:
    """Run pytest on SQLite and the embedded broker, then on PostgreSQL and Redis where those are to be had."""
    subprocess.run([*MANAGE, "build_fonts"], cwd=ROOT, check=True)
    with Components() as found:
        urls = found.test_urls()
        run_pytest(report, f"{name}, SQLite + embedded broker", urls, *first)
        if found.postgresql and found.redis:
            servers = {**urls, "DATABASE_URL": found.postgresql, "BROKER_URL": found.redis}
            run_pytest(report, f"{name}, PostgreSQL + Redis", servers, *second)
        report.not_run += found.missing


def run_tests(report: Report, options: list[str]) -> None:
    run_on_both(report, "tests", options, ["-m", "not browser and not faults", "--components-only", *options])


def run_faults(report: Report, options: list[str]) -> None:
    """Run the tests that kill processes, one at a time: each measures how the whole machine comes back."""
    alone = ["-n", "0", "-m", "faults", "tests/faults", *options]
    run_on_both(report, "faults", alone, alone)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["checks", "tests", "faults"])
    arguments, options = parser.parse_known_args()
    report = Report()
    if arguments.only in {None, "checks"}:
        run_checks(report)
    if arguments.only in {None, "tests"}:
        run_tests(report, options)
    if arguments.only == "faults":
        run_faults(report, options)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
