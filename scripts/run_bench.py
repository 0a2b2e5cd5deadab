"""Run every file of bench/ and print what it measured."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    failed = []
    for path in sorted((ROOT / "bench").glob("*.py")):
        if path.name == "__init__.py":
            continue
        print(f"\n## {path.relative_to(ROOT)}\n", flush=True)
        if subprocess.run([sys.executable, str(path)], cwd=ROOT).returncode:
            failed.append(path.name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
