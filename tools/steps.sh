# Sourced by the scripts of this folder: the root of the tree, one line a step, a log a step.
# shellcheck shell=bash

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
logs="$root/build/logs"
cd "$root" || exit

say() { printf '%s\n' "$*"; }

die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# The comment at the top of the calling script, without its first line, is its help.
show_help() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$0"; }

# step TEXT NAME COMMAND...: says TEXT, runs the command with its output in build/logs/NAME.log,
# and shows the end of that log when the command fails. Status 77 says that the command skipped itself.
step() {
    local text="$1" log="$logs/$2.log" status
    shift 2
    mkdir -p "$logs"
    say "- $text"
    # In a subshell and not behind ||, or a function would go on after a command of its own that failed.
    set +e
    (
        set -e
        "$@"
    ) >"$log" 2>&1 </dev/null
    status=$?
    set -e
    if [[ $status -eq 77 ]]; then tail -n 1 "$log"; fi
    if [[ $status -eq 0 || $status -eq 77 ]]; then return "$status"; fi
    tail -n 60 "$log" >&2
    printf '%s: failed: %s (whole output: %s)\n' "${0##*/}" "$text" "${log#"$root"/}" >&2
    return "$status"
}

# need_value OPTION [VALUE...]: ends the script when an option that takes a value stands last.
need_value() { [[ $# -ge 2 ]] || die "$1 takes a value (see ${0##*/} --help)"; }

# configure_and_build PRESET [TARGET...]
configure_and_build() {
    local preset="$1"
    shift
    cmake --preset "$preset" && cmake --build --preset "$preset" --parallel "$(nproc)" ${1:+--target "$@"}
}

# list_files [PATHSPEC...]: the files that git tracks or would add.
list_files() {
    git -c safe.directory="$root" ls-files --cached --others --exclude-standard --deduplicate -- "$@" |
        while read -r file; do if [[ -f $file ]]; then printf '%s\n' "$file"; fi; done
}
