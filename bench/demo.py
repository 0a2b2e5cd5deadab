"""From a fresh clone to the first page: what `make demo` spends its seconds on. Needs the package index."""

from __future__ import annotations

import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = 8917
STEPS = (
    ("Making ", "the virtual environment"),
    ("Installing packages", "packages from the index"),
    ("Fonts, static files", "fonts, static files, migrations"),
    ("Framework “", "two example frameworks, read, frozen and planned"),
    ("Open http", "start of web server and worker"),
    ("First page", "PDF files of both frameworks, in the background"),
)


def lines(process: subprocess.Popen[str]) -> Iterator[tuple[float, str]]:
    """Yield what the demo says, each line with its seconds since the start, and a line for the first page."""
    begun = time.monotonic()
    assert process.stdout
    for line in process.stdout:
        yield time.monotonic() - begun, line.strip()
        if line.strip().startswith("Open http"):
            yield first_page(begun), "First page"


def first_page(begun: float) -> float:
    """Return the seconds until the sign-in page answers."""
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/accounts/login/", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return time.monotonic() - begun


def all_ready(said: str) -> bool:
    words = said.split()
    return said.startswith("PDF files:") and words[2] == words[4]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="throughline-bench-") as folder:
        subprocess.run(["git", "clone", "-q", str(ROOT), folder], check=True)
        command = ["make", "demo", f"PORT={PORT}", "VENV=.venv"]
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        marks: dict[str, float] = {}
        try:
            for seconds, said in lines(process):
                start = next((start for start, _ in STEPS if said.startswith(start)), None)
                if start:
                    marks.setdefault(start, seconds)
                if all_ready(said):
                    marks["end"] = seconds
                    break
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
    report(marks)


def report(marks: dict[str, float]) -> None:
    if "end" not in marks:
        raise SystemExit("The demo ended before its files were ready; run `make demo` to see why.")
    print("| step | seconds | after |\n|---|---:|---:|")
    times = [*(marks[start] for start, _ in STEPS if start in marks), marks["end"]]
    names = [name for start, name in STEPS if start in marks]
    for name, begun, ended in zip(names, times, times[1:], strict=False):
        print(f"| {name} | {ended - begun:.1f} | {ended:.1f} |")


if __name__ == "__main__":
    main()
