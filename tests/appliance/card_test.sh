#!/usr/bin/env bash
# Appliance test card: a partition of the card that is damaged is mended, one that is lost takes nothing and says so
#
# Usage: card_test.sh
#
# What the card's init does with the partitions of the data and of the backups, on real file systems in files: a whole one, one
# that was damaged, one that is no file system at all. Needs root and loop devices.
set -euo pipefail
[[ "${1:-}" != --help && "${1:-}" != -h ]] || { sed -n '3,/^[^#]/{s/^# \{0,1\}//p}' "$0"; exit 0; }
init="$(realpath "$(dirname "${BASH_SOURCE[0]}")/../../platform/appliance/card/init")"

skip() { echo "skipped: $1" && exit 77; }
[[ "$(id -u)" == 0 ]] || skip "only root mounts"
command -v mke2fs e2fsck debugfs setpriv >/dev/null || skip "mke2fs, e2fsck, debugfs or setpriv is missing"
unshare --mount true 2>/dev/null || skip "no mount namespace may be made here"
losetup -f >/dev/null 2>&1 || skip "there are no loop devices"

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
for name in whole damaged; do
    truncate -s 8M "$work/$name.img"
    mke2fs -q -t ext4 -E root_owner=64987:64987 "$work/$name.img"
done
debugfs -w -R "set_super_value free_blocks_count 5" "$work/damaged.img" 2>/dev/null
debugfs -w -R "set_super_value state 2" "$work/damaged.img" 2>/dev/null # as after an error
head -c 8M /dev/urandom >"$work/lost.img"
printf 'root:x:0:0::/root:/bin/sh\nsmallplaces:x:64987:64987::/nonexistent:/usr/sbin/nologin\n' >"$work/passwd"

# The functions of init as they are there, in a mount namespace that ends with this.
{
    sed -n '/^mend() {/,/^}/p; /^safely=/p; /^mount_kept() {/,/^}/p; /^seal() {/,/^}/p' "$init"
    cat <<'TEST'
work="$1"
fault() { echo "$*" && exit 1; }
mount --bind "$work/kmsg" /dev/kmsg
for name in whole damaged lost; do
    mkdir "$work/$name"
    disk="$(losetup -f --show "$work/$name.img")"
    mount_kept "$disk" "$work/$name" && echo "$name: mounted" || { seal "$work/$name" "$work/passwd" && echo "$name: sealed"; }
    losetup -d "$disk" # when it is unmounted
    [ "$(stat -c '%u:%g' "$work/$name")" = 64987:64987 ] || fault "$name is not the kiosk's"
    kiosk="setpriv --reuid 64987 --regid 64987 --clear-groups"
    if [ "$name" = lost ]; then
        $kiosk touch "$work/$name/copy" 2>/dev/null && fault "something was written that is gone tomorrow"
        grep -q "cannot be used for $work/$name" "$work/kmsg" || fault "the log says nothing of it"
        # What systemd does with a state directory at each start of the service.
        chmod 0700 "$work/$name" 2>/dev/null
        [ "$(stat -c %a "$work/$name")" = 700 ] || fault "systemd would want to change its mode, and could not"
    else
        $kiosk touch "$work/$name/copy" || fault "$name takes nothing"
        grep " $work/$name ext4 rw,nosuid,nodev,noexec,noatime" /proc/mounts | grep -qv nobarrier || fault "$name is mounted otherwise"
    fi
done
! seal "$work" /dev/null || fault "a place without an owner was made"
TEST
} >"$work/init.sh"
: >"$work/kmsg"
said="$(unshare --mount sh -u "$work/init.sh" "$work" | tr '\n' ';')" || { echo "$said" && exit 1; }
[[ $said == "whole: mounted;damaged: mounted;lost: sealed;" ]] || { echo "not as it should be: $said" && exit 1; }
e2fsck -fn "$work/damaged.img" >/dev/null 2>&1 || { echo "the damaged one was not mended" && exit 1; }
echo "$said each as it should be"
