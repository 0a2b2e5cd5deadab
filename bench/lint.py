"""How fast the message linter is: alone at three sizes, and beside well-known text linters on the same words.

python bench/lint.py            our own figures
python bench/lint.py --peers    installs proselint (pip), write-good and textlint (npm) for the run and compares

Seconds are wall time, the best of three, in fresh processes for the comparison. A busy machine makes all of them worse.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from messaging.document import FrameworkDocument, ValueMessage, to_json
from messaging.reading import read_document
from messaging.rules import check, check_message
from messaging.rules.similarity import sketch

DAY = dt.date(2025, 3, 3)
EXAMPLE = ROOT / "examples" / "keep-the-line-running" / "framework.json"
SIZES = (100, 1_000, 10_000)
PEER_MESSAGES = 1_000


def framework(size: int) -> FrameworkDocument:
    """Return the example with `size` messages: its own sentences, drawn anew for each, so many are near-copies."""
    document = read_document(EXAMPLE.read_bytes())
    chance = random.Random(7)
    said = [sentence for message in document.messages for sentence in message.talk_track]
    messages = tuple(_message(document, i, chance.sample(said, 3)) for i in range(size))
    return document.model_copy(update={"messages": messages})


def _message(document: FrameworkDocument, i: int, said: list[str]) -> ValueMessage:
    base = document.messages[i % len(document.messages)]
    return base.model_copy(update={"key": f"k{i}", "talk_track": tuple(said)})


def texts(document: FrameworkDocument) -> Iterator[str]:
    for message in document.messages:
        yield from (text for text in message.texts().values() if text)


def words(document: FrameworkDocument) -> int:
    return sum(len(text.split()) for text in texts(document))


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the seconds of the fastest run."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def one_message(document: FrameworkDocument, key: str) -> float:
    return best(lambda: check_message(document, key, today=DAY), times=10)


def own_figures() -> None:
    check(framework(1), today=DAY)  # patterns are compiled once a process
    print("| messages | words | whole, first time | whole, again | µs a message | one message |")
    print("|---:|---:|---:|---:|---:|---:|")
    for size in SIZES:
        document = framework(size)
        sketch.cache_clear()
        first = best(lambda document=document: check(document, today=DAY), times=1)  # type: ignore[misc]
        again = best(lambda document=document: check(document, today=DAY))  # type: ignore[misc]
        one = max(one_message(document, key) for key in ("k5", "k35", f"k{size - 1}"))
        print(
            f"| {size:,} | {words(document):,} | {first * 1e3:,.0f} ms | {again * 1e3:,.0f} ms "
            f"| {again / size * 1e6:,.0f} | {one * 1e3:.1f} ms |"
        )


def peer_figures() -> None:
    document = framework(PEER_MESSAGES)
    count = words(document)
    print(f"\n{count:,} words, each tool in its own process, start-up included\n")
    print("| tool | seconds | words a second |")
    print("|---|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "words.txt").write_text("\n\n".join(texts(document)))
        (place / "framework.json").write_text(to_json(document))
        for name, command in _commands(place).items():
            if isinstance(command, str):
                print(f"| {name} | {command} | |")
                continue
            seconds = best(lambda command=command: _run(command, place))  # type: ignore[misc]
            print(f"| {name} | {seconds:.2f} | {count / seconds:,.0f} |")


def _commands(place: Path) -> dict[str, list[str] | str]:
    """Return what to run for each tool, or why it cannot run here."""
    own = [sys.executable, str(ROOT / "manage.py"), "lint_framework", "framework.json", "--format=json"]
    found: dict[str, list[str] | str] = {"Throughline (all rules)": own}
    python = place / "venv" / "bin" / "python"
    _run([sys.executable, "-m", "venv", str(place / "venv")], place)
    installed = _run([str(python), "-m", "pip", "install", "-q", "proselint"], place).returncode == 0
    found["proselint"] = [str(python), "-m", "proselint", "check", "words.txt"] if installed else "not installed"
    if shutil.which("npm") is None:
        return found | {"write-good": "needs npm", "textlint": "needs npm"}
    packages = ["write-good", "textlint", "textlint-rule-write-good"]
    _run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", ".", *packages], place)
    bins = place / "node_modules" / ".bin"
    found["write-good"] = [str(bins / "write-good"), "words.txt"] if bins.exists() else "not installed"
    textlint = [str(bins / "textlint"), "--rule", "write-good", "words.txt"]
    found["textlint with write-good"] = textlint if bins.exists() else "not installed"
    return found


def _run(command: list[str], place: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, cwd=place, capture_output=True, check=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--peers", action="store_true", help="compare with proselint, write-good and textlint")
    chosen = parser.parse_args()
    own_figures()
    if chosen.peers:
        peer_figures()
