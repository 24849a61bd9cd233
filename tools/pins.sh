#!/bin/sh
# Writes constraints.txt: every package for running, testing and building, pinned with checksums, for any
# operating system and every Python from 3.11 on. Uses uv, which it puts into build/pins.
set -eu
cd "$(dirname "$0")/.."
${PYTHON:-python3} -m venv build/pins
build/pins/bin/python -m pip install --quiet --disable-pip-version-check uv
{
    echo "# Every package that running, testing and building graphapp takes, pinned with checksums."
    echo "# Made from pyproject.toml; to refresh it after changing a dependency there, run: make pins"
    build/pins/bin/uv pip compile pyproject.toml --group test --group build --universal --python-version 3.11 \
        --upgrade --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet
} >build/pins/constraints.txt
mv build/pins/constraints.txt constraints.txt
echo "constraints.txt is up to date: $(grep -c "^[^#]*==" constraints.txt) packages." >&2
