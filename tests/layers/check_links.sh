#!/usr/bin/env bash
# Usage: check_links.sh PROGRAM: fails when the program needs SDL or ImGui, or what only the builder of the content may
# need, itself or through its libraries.
set -euo pipefail
libraries="$(ldd "$1")"
grep -q 'libsqlite3' <<<"$libraries" || { echo "$1: ldd names no SQLite, so this check sees nothing" >&2; exit 1; }
if grep -iE 'libSDL|imgui|librsvg|gettextpo|libxml2|tomlplusplus|libpango' <<<"$libraries" >&2; then
    echo "$1 may not be linked with these" >&2
    exit 1
fi
