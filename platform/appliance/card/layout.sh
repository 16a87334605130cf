# Sourced by tools/image: the partitions of the card and the files of its first one. What it uses of there: $work, $kept,
# $machine, $arch, $release, $out.
# shellcheck shell=bash disable=SC2154

boot_size=96    # MiB
backup_size=256 # MiB
data_size=128   # MiB, before it grows
alignment=4     # MiB: what a card erases at once

# panic: never a dead screen.
command_line() {
    local words="quiet loglevel=3 systemd.show_status=false systemd.getty_auto=no udev.log_level=3 panic=10"
    words+=" vt.global_cursor_default=0 consoleblank=0 logo.nologo"
    if [[ $machine == pi ]]; then words+=" console=tty1"; fi
    printf '%s\n' "$words"
}

# The files of the boot partition, in $work/boot.
boot_files() {
    mkdir -p "$work/boot"
    cp "$kept"/kernel/boot/vmlinuz-* "$work/boot/vmlinuz"
    cp "$work/initrd.img" "$work/boot/initrd.img"
    command_line >"$work/boot/cmdline.txt"
    [[ $machine != pi ]] || pi_boot_files
}

# What the Pi's firmware looks for: itself, its configuration, the device trees of Debian's kernel. Those bear the names of
# the kernel's own sources, not of Raspberry Pi's: upstream_kernel says so.
pi_boot_files() {
    cp -a "$kept"/raspi-firmware/usr/lib/raspi-firmware/. "$work/boot/"
    cp "$kept"/kernel/usr/lib/linux-image-*/broadcom/bcm2*.dtb "$work/boot/"
    cat >"$work/boot/config.txt" <<CONFIG
arm_64bit=1
upstream_kernel=1
enable_uart=1
kernel=vmlinuz
initramfs initrd.img followkernel
disable_overscan=1
disable_splash=1
boot_delay=0
dtparam=watchdog=on
CONFIG
}

make_boot() {
    boot_files
    truncate -s "${boot_size}M" "$work/boot.vfat"
    mkfs.vfat -n BOOT "$work/boot.vfat"
    mcopy -s -i "$work/boot.vfat" "$work"/boot/* ::
}

# make_ext4 FILE MIB LABEL: empty, and its top folder the kiosk's own. resize= keeps room to grow to 256 GiB.
make_ext4() {
    local owner
    owner="$(awk -F: '$1 == "smallplaces" {print $3 ":" $4}' "$work/root/etc/passwd")"
    [[ -n $owner ]] || { printf 'the packages made no user smallplaces\n' >&2 && return 1; }
    truncate -s "${2}M" "$1"
    mke2fs -q -t ext4 -L "$3" -b 4096 -m 1 -O ^metadata_csum_seed -E "root_owner=$owner,resize=67108864" "$1"
}

# A GPT; an MBR for the Pi, whose first models start from nothing else.
partition_table() {
    local position=$alignment size name number=0
    if [[ $machine == pi ]]; then echo "label: dos"; else echo "label: gpt"; fi
    for name in boot root backup data; do
        number=$((number + 1))
        size="$(size_of "$name")"
        case "$machine-$name" in
            pi-boot) echo "start=${position}MiB, size=${size}MiB, type=c, bootable" ;;
            pi-*) echo "start=${position}MiB, size=${size}MiB, type=83" ;;
            *-boot) echo "start=${position}MiB, size=${size}MiB, type=uefi, name=smallplaces-$name" ;;
            *) echo "start=${position}MiB, size=${size}MiB, type=linux, name=smallplaces-$name" ;;
        esac
        printf '%s %s\n' "$name" "$position" >>"$work/positions"
        position=$((position + size))
    done
}

# size_of NAME: of a partition, in whole MiB of the alignment.
size_of() {
    local bytes units unit=$((alignment * 1024 * 1024))
    case "$1" in
        boot) echo "$boot_size" ;;
        backup) echo "$backup_size" ;;
        data) echo "$data_size" ;;
        root)
            bytes="$(stat -c %s "$work/root.erofs")"
            units=$(((bytes + unit - 1) / unit))
            echo $((units * alignment))
            ;;
    esac
}

# make_card FILE: the whole image, and what QEMU takes from beside it.
make_card() {
    local name position file total
    mkfs.erofs -zlz4hc,9 "$work/root.erofs" "$work/root" >/dev/null &&
        make_ext4 "$work/backup.ext4" "$backup_size" smallplaces-back &&
        make_ext4 "$work/data.ext4" "$data_size" smallplaces-data && make_boot || return 1
    mv "$work/boot.vfat" "$work/boot.part" && mv "$work/backup.ext4" "$work/backup.part" && mv "$work/data.ext4" "$work/data.part"
    ln "$work/root.erofs" "$work/root.part"
    total=$((alignment * 2 + boot_size + $(size_of root) + backup_size + data_size))
    rm -f "$1" && truncate -s "${total}M" "$1"
    partition_table >"$work/table" && sfdisk --quiet "$1" <"$work/table" || return 1
    while read -r name position; do
        file="$work/$name.part"
        dd if="$file" of="$1" bs=1M seek="$position" conv=notrunc,sparse status=none || return 1
    done <"$work/positions"
    for name in vmlinuz:vmlinuz initrd:initrd.img cmdline:cmdline.txt; do cp "$work/boot/${name#*:}" "$out.${name%%:*}" || return 1; done
}
