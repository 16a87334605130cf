#!/usr/bin/env bash
# Usage: polkit_test.sh
#
# The rule for sticks: in a JavaScript engine with every action of UDisks2, and, as root on a machine with polkit and
# dbus-daemon, in a real polkitd on a bus of its own, which is asked about a process of the kiosk's user.
set -euo pipefail
# shellcheck source=tools/steps.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../tools/steps.sh"

[[ "${1:-}" != -h && "${1:-}" != --help ]] || { show_help && exit 0; }
here="$(realpath "$(dirname "${BASH_SOURCE[0]}")")"
rules="$here/../../platform/appliance/polkit/50-smallplaces-sticks.rules"
summary=""

if command -v node > /dev/null; then
    summary="$(node "$here/polkit_rules_test.js" "$rules")" || { echo "$summary"; exit 1; }
else
    summary="not run in a JavaScript engine: there is no node"
fi
skip() {
    echo "$summary; not asked of a real polkitd: $1"
    command -v node > /dev/null || exit 77
    exit 0
}

polkitd=""
for one in /usr/lib/polkit-1/polkitd /usr/libexec/polkitd; do
    [[ -x "$one" ]] && polkitd="$one"
done
[[ "$(id -u)" == 0 ]] || skip "that needs root"
[[ -n "$polkitd" ]] || skip "there is none"
command -v dbus-daemon pkcheck setpriv > /dev/null || skip "dbus-daemon, pkcheck or setpriv is missing"
unshare --mount true 2> /dev/null || skip "no mount namespace may be made here"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
# What polkitd reads is fixed: in a mount namespace it finds our rule, our user and the actions there.
# shellcheck disable=SC2016
unshare --mount --fork --pid --mount-proc --kill-child bash -euo pipefail -c '
    work="$1" rules="$2" polkitd="$3"
    sed "/^smallplaces:/d" /etc/passwd > "$work/passwd"
    echo "smallplaces:x:64987:65534::/nonexistent:/usr/sbin/nologin" >> "$work/passwd"
    mount --bind "$work/passwd" /etc/passwd
    mkdir -p "$work/actions" "$work/etc" "$work/usr"
    {
        echo "<?xml version=\"1.0\"?><policyconfig>"
        for action in filesystem-mount filesystem-mount-other-seat eject-media-other-seat power-off-drive-other-seat \
            filesystem-mount-system filesystem-unmount-others modify-device-other-seat; do
            echo "<action id=\"org.freedesktop.udisks2.$action\"><description>d</description><message>m</message>"
            echo "<defaults><allow_any>no</allow_any><allow_inactive>no</allow_inactive><allow_active>no</allow_active>"
            echo "</defaults></action>"
        done
        echo "</policyconfig>"
    } > "$work/actions/test.policy"
    cp "$rules" "$work/usr/"
    mkdir -p /etc/polkit-1/rules.d
    mount --bind "$work/actions" /usr/share/polkit-1/actions
    mount --bind "$work/usr" /usr/share/polkit-1/rules.d
    mount --bind "$work/etc" /etc/polkit-1/rules.d
    export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$work/bus"
    printf "%s" "<busconfig><type>system</type><listen>$DBUS_SYSTEM_BUS_ADDRESS</listen><auth>EXTERNAL</auth>" \
        "<policy context=\"default\"><allow user=\"*\"/><allow send_destination=\"*\"/>" \
        "<allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>" > "$work/bus.conf"
    dbus-daemon --config-file="$work/bus.conf" --nofork --nopidfile 2> "$work/bus.log" &
    for _ in $(seq 200); do [[ -S "$work/bus" ]] && break; sleep 0.05; done
    "$polkitd" --no-debug > "$work/polkitd.log" 2>&1 &
    setpriv --reuid 64987 --regid 65534 --clear-groups sleep 300 &
    kiosk=$!
    setpriv --reuid 65534 --regid 65534 --clear-groups sleep 300 &
    other=$!
    ask() { pkcheck --process "$1" --action-id "org.freedesktop.udisks2.$2" "${@:3}" > "$work/answer" 2>&1; }
    usb=(--detail drive.removable true --detail drive.removable.bus usb)
    for _ in $(seq 200); do
        ask "$kiosk" filesystem-mount "${usb[@]}" || true
        grep -q "not provided\|NameHasNoOwner\|ServiceUnknown\|connect" "$work/answer" || break
        sleep 0.05
    done
    asked=0
    wrong=0
    check() {
        local expected="$1" got=no
        shift
        if ask "$@"; then got=yes; fi
        asked=$((asked + 1))
        [[ "$got" == "$expected" ]] && return
        wrong=$((wrong + 1))
        echo "$* is answered $got, not $expected: $(cat "$work/answer")"
    }
    for action in filesystem-mount filesystem-mount-other-seat eject-media-other-seat power-off-drive-other-seat; do
        check yes "$kiosk" "$action" "${usb[@]}"
        check no "$other" "$action" "${usb[@]}"
        check no "$kiosk" "$action" --detail drive.removable true --detail drive.removable.bus sdio
        check no "$kiosk" "$action"
    done
    for action in filesystem-mount-system filesystem-unmount-others modify-device-other-seat; do
        check no "$kiosk" "$action" "${usb[@]}"
    done
    [[ "$wrong" == 0 ]] || { cat "$work/polkitd.log" && exit 1; }
    echo "$asked questions answered rightly by polkitd" > "$work/summary"
' bash "$work" "$rules" "$polkitd"
echo "$summary; $(cat "$work/summary")"
