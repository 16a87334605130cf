#!/usr/bin/env bash
# Appliance test debian-12-amd64 bookworm amd64: builds on Debian 12 and runs every suite there
# Appliance test debian-13-amd64 trixie amd64: builds on Debian 13 and runs every suite there
# Appliance test debian-12-arm64 bookworm arm64: builds for arm64 on Debian 12 and runs the units' suites under qemu
# Appliance test debian-13-arm64 trixie arm64: builds for arm64 on Debian 13 and runs the units' suites under qemu
#
# Usage: tests/appliance/releases_test.sh bookworm|trixie amd64|arm64
#
# Builds this tree in a chroot of the release, makes the content pack with what was built and runs the suites: for amd64
# all of them (but those of the appliance, which need the machine itself), for arm64 those of the units and the layers.
# Chroots and builds stay in build/chroots: the second time is faster. SMALLPLACES_BUILD_TYPE is CMake's (RelWithDebInfo),
# SMALLPLACES_JOBS how much may run at a time.
set -euo pipefail
# shellcheck source=tools/steps.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/steps.sh"
# shellcheck source=tools/chroots.sh
source tools/chroots.sh

case "$*" in
    -h | --help) sed -n '/^# Usage/,/^[^#]/{s/^# \{0,1\}//p}' "$0" && exit 0 ;;
    "bookworm amd64" | "trixie amd64") kind=build ;;
    "bookworm arm64" | "trixie arm64") kind=cross ;;
    *) die "which release and architecture? (see --help)" ;;
esac
release="$1" architecture="$2"
jobs="${SMALLPLACES_JOBS:-$(nproc)}"
options=("-DCMAKE_BUILD_TYPE=${SMALLPLACES_BUILD_TYPE:-RelWithDebInfo}" -DSMALLPLACES_CONTENT=/tree/content.db)
suites=(--label-exclude appliance)
if [[ $kind == cross ]]; then
    options+=(-DCMAKE_TOOLCHAIN_FILE=/src/platform/appliance/aarch64.cmake)
    suites=(--label-exclude "appliance|whole|slow")
fi

can_chroot || exit $?
folder="$(make_chroot "$release" "$kind")"
tree="$chroots/$release-$architecture.tree"
mkdir -p "$tree" "$folder/src" "$folder/tree"
inside() { run_in_chroot --bind "$root" /src --bind "$tree" /tree "$folder" env -C /src "$@"; }

inside cmake -S /src -B /tree -G Ninja "${options[@]}"
inside cmake --build /tree --parallel "$jobs"
if [[ $kind == build ]]; then
    [[ -s build/content-sources/udhr.json ]] || tools/content
    inside /tree/bin/smallplacesctl content build --out /tree/content.db
fi
status=0
inside ctest --test-dir /tree --output-on-failure --no-tests=error --parallel "$jobs" "${suites[@]}" | tee "$tree/ctest.log" || status=$?
count="$(sed -n 's/^.*% tests passed, //p' "$tree/ctest.log")"
skipped="$(grep -c '\*\*\*Skipped' "$tree/ctest.log" || true)"
# shellcheck disable=SC2016  # dpkg-query fills these in
built_with="$(inside dpkg-query -W -f '${binary:Package} ${Version}, ' g++ libsdl2-dev libpango1.0-dev libicu-dev)"
printf '%s %s (%s): %s, %s skipped\n' "$release" "$architecture" "${built_with%, }" "${count:-no test ran}" "$skipped"
exit "$status"
