#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image.
set -euo pipefail
root="${EX3_AUTOGRADER_ROOT:-/autograder}"
export DEBIAN_FRONTEND=noninteractive

apt-get update
apt-get install -y --no-install-recommends bubblewrap util-linux

is_new_enough() {
    command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))'
}

python=""
for candidate in python3 python3.13 python3.12 python3.11; do
    if is_new_enough "$candidate" || apt-get install -y --no-install-recommends "$candidate" >/dev/null 2>&1; then
        if is_new_enough "$candidate" && apt-get install -y --no-install-recommends "$candidate-venv"; then
            python="$candidate"
            break
        fi
    fi
done
if [ -z "$python" ]; then
    echo "No Python 3.11 or newer can be had here. Choose another base image, such as Ubuntu 24.04." >&2
    exit 1
fi

"$python" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --require-hashes --only-binary :all: -r "$root/source/requirements.txt"
# matplotlib looks for fonts once; here, and not for each submission
"$root/venv/bin/python" -c "import matplotlib.font_manager"

# The digits may be read by all, the tests by root alone.
mkdir -p "$root/data"
cp "$root"/source/grader/data/* "$root/data/"
chmod -R go=rX "$root/data" "$root/venv"
chmod -R go= "$root/source"
