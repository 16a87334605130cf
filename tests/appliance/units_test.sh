#!/usr/bin/env bash
# Appliance test units: the units are understood by systemd and expose no more than they must
#
# Usage: units_test.sh [FOLDER]
#
# systemd-analyze verify and security on the units in FOLDER (default: platform/appliance/systemd). Fails when verify has
# anything to say, or a service's exposure is above 2.0.
set -euo pipefail
[[ "${1:-}" != --help && "${1:-}" != -h ]] || { sed -n '3,/^[^#]/{s/^# \{0,1\}//p}' "$0"; exit 0; }
units="${1:-$(dirname "${BASH_SOURCE[0]}")/../../platform/appliance/systemd}"
most=20 # tenths: 2.0

command -v systemd-analyze >/dev/null || { echo "skipped: there is no systemd-analyze here" && exit 77; }
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT

# Where the kiosk is not installed, any program stands in for its own: verify looks whether they are there.
stand_in="$(command -v true)"
for unit in "$units"/*.service; do
    sed -E "s#^(Exec[A-Za-z]*=[-+!@:]*)/usr/(bin|libexec)/(smallplaces[a-z/-]*)#\1$stand_in#" "$unit" >"$scratch/${unit##*/}"
done
faults=0
exposures=""
for unit in "$scratch"/*.service; do
    name="${unit##*/}"
    said="$(systemd-analyze verify --man=no "$unit" 2>&1)" || said="$said (status $?)"
    # Of other units on this machine it speaks, too.
    said="$(grep -F "$name" <<<"$said" || true)"
    [[ -z $said ]] || { printf '%s: verify says: %s\n' "$name" "$said" && faults=$((faults + 1)); }
    report="$(systemd-analyze security --no-pager --offline=yes --threshold=$most "$unit" 2>&1)" ||
        { printf '%s: exposed too much:\n%s\n' "$name" "$report" && faults=$((faults + 1)); }
    exposure="$(sed -n 's/.*Overall exposure level for [^:]*: \([0-9.]*\).*/\1/p' <<<"$report")"
    [[ -n $exposure ]] || { printf '%s: no exposure was told: %s\n' "$name" "$report" && faults=$((faults + 1)); }
    exposures+="${exposures:+, }${name%.service} $exposure"
done
[[ -n $exposures ]] || { echo "no unit was found in $units" && exit 1; }
echo "verify: $([[ $faults -eq 0 ]] && echo clean || echo "$faults faults"); exposure: $exposures"
[[ $faults -eq 0 ]]
