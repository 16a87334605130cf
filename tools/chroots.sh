# Sourced after tools/steps.sh by what needs a clean Debian: chroots of a release, made once and kept in build/chroots
# (or where SMALLPLACES_CHROOTS says). Needs root and mmdebstrap; takes the package mirror from apt's own configuration.
# shellcheck shell=bash
#
# A chroot is named RELEASE-KIND. RELEASE: bookworm or trixie. KIND:
#   bare    a minimal system (apt and what is essential), for tests of installing
#   build   with all that builds and tests the kiosk (tools/apt-packages.txt), debhelper and lintian
#   cross   the same, building for arm64 on another machine: the libraries for arm64, the tools for this one

chroots="${SMALLPLACES_CHROOTS:-$root/build/chroots}"

# can_chroot: 0 where chroots work; else it prints why not and returns 77, with which a test says that it skipped itself.
can_chroot() {
    local program
    if [[ $EUID -ne 0 ]]; then say "skipped: chroots need root" && return 77; fi
    for program in mmdebstrap unshare; do
        command -v "$program" >/dev/null || { say "skipped: $program is not installed" && return 77; }
    done
    unshare --mount --pid --fork true 2>/dev/null || { say "skipped: this machine allows no namespaces" && return 77; }
    [[ -n "$(chroot_sources bookworm)" ]] || { say "skipped: apt knows no Debian mirror (apt-get update?)" && return 77; }
}

# chroot_sources RELEASE: the lines of a sources.list for the release, from the mirrors that this machine uses itself.
chroot_sources() {
    local uri suite codename
    codename="$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")"
    # shellcheck disable=SC2016  # apt fills these in
    apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 'Origin: Debian' 'Component: main' |
        sort -u | while read -r uri suite; do
        case "${suite#"$codename"}" in
            "" | -updates | -security) printf 'deb %s %s main\n' "$uri" "$1${suite#"$codename"}" ;;
        esac
    done
}

# What a chroot of a kind holds beyond the minimal system. The texts are fetched outside, so npm is not among them.
chroot_packages() {
    [[ $1 != bare ]] || { printf 'ca-certificates\n' && return; }
    sed 's/#.*//' tools/apt-packages.txt | awk '$2 == "build" && $1 !~ /^(nodejs|npm)$/ {print $1}'
    printf '%s\n' build-essential ccache dbus-daemon debhelper doctest-dev fakeroot file git lintian python3
    [[ $1 != cross ]] || printf '%s\n' crossbuild-essential-arm64 qemu-user-static
}

# The libraries among them for arm64: those that differ between architectures.
add_cross_libraries() {
    local folder="$1"
    local -a libraries
    chroot "$folder" dpkg --add-architecture arm64 && chroot "$folder" apt-get update -qq || return 1
    mapfile -t libraries < <(chroot_packages cross | grep -E '^(lib.*|doctest|nlohmann.*)-dev$' |
        chroot "$folder" xargs apt-cache show --no-all-versions |
        awk '/^Package: /{name=$2} /^Architecture: /{if ($2 != "all") print name ":arm64"}' | sort -u)
    DEBIAN_FRONTEND=noninteractive chroot "$folder" apt-get install -qq -y --no-install-recommends "${libraries[@]}"
}

# fill_chroot RELEASE KIND PACKAGES. Every step is chained: a shell that is asked for its output forgets `set -e`.
fill_chroot() {
    local name="$1-$2"
    rm -rf "${chroots:?}/$name" "$chroots/$name.packages" && chroot_sources "$1" >"$chroots/$name.list" &&
        mmdebstrap --quiet --variant=minbase --include="$(paste -sd, <<<"$3")" \
            --aptopt='Acquire::Languages "none"' --aptopt='APT::Install-Recommends "false"' \
            "$1" "$chroots/$name" "$chroots/$name.list" &&
        { [[ $2 != cross ]] || add_cross_libraries "$chroots/$name"; } &&
        printf '%s\n' "$3" >"$chroots/$name.packages"
}

# extend_chroot FOLDER PACKAGES: a chroot that lacks only what the list has since been given.
extend_chroot() {
    local -a packages
    mapfile -t packages <<<"$2"
    [[ -d $1 && -e $1.packages ]] && chroot "$1" apt-get update -qq &&
        DEBIAN_FRONTEND=noninteractive chroot "$1" apt-get install -qq -y --no-install-recommends "${packages[@]}" &&
        printf '%s\n' "$2" >"$1.packages"
}

# make_chroot RELEASE KIND: makes it, unless it is there and holds what it should; prints where it is.
make_chroot() {
    local folder="$chroots/$1-$2" packages
    packages="$(chroot_packages "$2")"
    mkdir -p "$chroots"
    { # two scripts may want the same one
        flock 9
        [[ -d $folder && "$(cat "$folder.packages" 2>/dev/null)" == "$packages" ]] ||
            extend_chroot "$folder" "$packages" >&2 || fill_chroot "$1" "$2" "$packages" >&2 || return 1
    } 9>"$folder.lock"
    printf '%s\n' "$folder"
}

# run_in_chroot [--offline] [--bind FROM TO]... FOLDER COMMAND...: runs it there as root, in /, with a clean environment
# and mounts and processes of its own, which end with it. --offline: without a network. Variables: env A=B COMMAND...
# Where this machine has ccache, CMake's compilers in there use its cache.
run_in_chroot() {
    local -a unshares=(--mount --pid --fork --kill-child --uts) binds=()
    while [[ $1 == --* ]]; do
        case "$1" in
            --offline) unshares+=(--net) && shift ;;
            --bind) binds+=("$2" "$3") && shift 3 ;;
            *) die "run_in_chroot: unknown option $1" ;;
        esac
    done
    local folder="$1" cache
    shift
    if command -v ccache >/dev/null && [[ -d $folder/usr/lib/ccache ]]; then
        cache="$(ccache --get-config cache_dir)"
        mkdir -p "$cache"
        binds+=("$cache" /ccache)
    fi
    unshare "${unshares[@]}" bash -c "$inside_chroot" inside "$folder" "${#binds[@]}" "${binds[@]}" "$@"
}

# Runs in the new namespaces: mounts, then the command.
# shellcheck disable=SC2016
inside_chroot='set -euo pipefail
folder=$1 count=$2 && shift 2
mount -t proc proc "$folder/proc"
mount -t sysfs -o ro sysfs "$folder/sys" 2>/dev/null || true # not where the network is cut off from a container
mount --rbind /dev "$folder/dev"
for ((; count > 0; count -= 2)); do
    mkdir -p "$folder$2"
    mount --bind "$1" "$folder$2"
    shift 2
done
cache=()
if mountpoint -q "$folder/ccache"; then
    cache=(CCACHE_DIR=/ccache CCACHE_COMPILERCHECK=content CCACHE_NOHASHDIR=1 CMAKE_{C,CXX}_COMPILER_LAUNCHER=ccache)
fi
ip link set lo up 2>/dev/null || true
exec chroot "$folder" /usr/bin/env -i HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "${cache[@]}" \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"'
