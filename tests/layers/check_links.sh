#!/usr/bin/env bash
# Usage: check_links.sh [EMULATOR] PROGRAM: fails when the program needs SDL or ImGui, or what only the builder of the
# content may need, itself or through its libraries. It asks the program's own loader, because ldd knows only the
# architecture of the machine; EMULATOR runs the loader of another one.
set -euo pipefail
libraries="$(LD_TRACE_LOADED_OBJECTS=1 "$@")"
program="${!#}"
grep -q 'libsqlite3' <<<"$libraries" || { echo "$program: its loader names no SQLite, so this check sees nothing" >&2; exit 1; }
if grep -iE 'libSDL|imgui|librsvg|gettextpo|libxml2|tomlplusplus|libpango' <<<"$libraries" >&2; then
    echo "$program may not be linked with these" >&2
    exit 1
fi
