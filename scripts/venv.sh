#!/bin/sh
# Make the virtual environment and fill it from a lock file: venv.sh FOLDER base|dev. Safe to repeat.
set -eu
folder=$1
lock=requirements/$2.txt

say() { printf '  %s\n' "$*"; }
fail() { printf '\n  %s\n\n' "$@" >&2; exit 1; }

find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null 2>&1 &&
            "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    fail "Throughline needs Python 3.11 or newer, and this machine has none on its path." \
         "Install it (Debian, Ubuntu: apt install python3 python3-venv; macOS: brew install python)" \
         "or name it: make demo PYTHON=/path/to/python3.12"
}

if ! "$folder/bin/python" -c '' >/dev/null 2>&1; then
    python=$(find_python)
    say "Making $folder with $("$python" --version) …"
    rm -rf "$folder"
    "$python" -m venv "$folder" >/dev/null 2>&1 || fail \
        "“$python -m venv” failed." "On Debian and Ubuntu: apt install python3-venv"
fi

stamp=$folder/installed-$2
if ! cmp -s "$lock" "$stamp"; then
    say "Installing packages from $lock (half a minute) …"
    log=$folder/install.log
    if ! "$folder/bin/pip" install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock" >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        fail "The packages could not be installed; pip's own words stand above. Is the network there?"
    fi
    cp "$lock" "$stamp"
    if [ "$2" = dev ]; then cp requirements/base.txt "$folder/installed-base"; fi  # dev holds base, at the same versions
fi

# WeasyPrint draws text with Pango, which no Python package can bring along.
if ! "$folder/bin/python" -c 'import ctypes.util, sys; sys.exit(not ctypes.util.find_library("pango-1.0"))' &&
    ! "$folder/bin/python" -c 'import weasyprint' >/dev/null 2>&1; then
    fail "Pango is missing: without it no PDF can be made. Install it, then run the command again." \
         "Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" \
         "Fedora: dnf install pango harfbuzz   macOS: brew install pango"
fi
