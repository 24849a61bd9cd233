#!/bin/sh
# Makes .venv and fills it: "setup.sh packages" installs what constraints.txt pins, "setup.sh install" the
# style sheet and graphapp itself. Safe to run again at any time; each problem is one sentence.
set -eu
cd "$(dirname "$0")/.."
venv=.venv
log=$venv/install.log

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        if command -v "$candidate" >/dev/null && new_enough "$candidate"; then
            printf '%s' "$candidate"
            return
        fi
    done
    if [ -n "${PYTHON:-}" ]; then
        fail "PYTHON=$PYTHON is not a Python 3.11 or newer. Name one that is, for example: make run PYTHON=python3.12"
    fi
    fail "No Python 3.11 or newer was found. Install one, or name it, for example: make run PYTHON=/usr/local/bin/python3.12"
}

make_venv() {
    if [ -x $venv/bin/python ] && new_enough $venv/bin/python; then
        return
    fi
    python=$(find_python)
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "$python has no venv module. Install it (on Debian and Ubuntu: apt install python3-venv), then run the same command again."
    echo "Making $venv with $("$python" --version)." >&2
    "$python" -m venv --clear $venv || fail "$python could not make $venv here. Is the disk full, or the folder read-only?"
}

install() { # what it is, then the arguments of pip install
    what=$1
    shift
    if $venv/bin/python -m pip install --disable-pip-version-check --retries 2 "$@" >$log 2>&1; then
        return
    fi
    if grep -qiE 'NewConnectionError|ConnectTimeout|NameResolutionError|Failed to establish|ProxyError|Network is unreachable' $log; then
        fail "$what could not be fetched: there is no connection to the Python package index. Connect to a network, then run the same command again. (Details: $log)"
    fi
    tail -n 15 $log >&2
    fail "$what could not be installed; the reason is above. (All of it: $log)"
}

case "${1:-}" in
packages)
    make_venv
    echo "Installing the packages graphapp needs (first time: a minute or two)." >&2
    install "The packages" --require-hashes -r constraints.txt
    ;;
install)
    $venv/bin/python hatch_build.py || exit 1
    install "graphapp" --no-deps --no-build-isolation -e .
    ;;
*)
    fail "Usage: tools/setup.sh packages|install"
    ;;
esac
touch "$venv/.$1"
