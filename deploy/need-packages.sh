#!/bin/sh
# need-packages.sh LIST: see that every package in LIST is installed; install what is missing when root or sudo allows.
# Otherwise one line names what is missing, and the exit status is 1. Idempotent, asks nothing.
set -eu
list=$1

missing_of() {
    sed -e 's/#.*//' "$1" | while read -r name; do
        [ -n "$name" ] || continue
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || printf ' %s' "$name"
    done
}

command -v dpkg-query >/dev/null 2>&1 || {
    echo "This is not Debian or Ubuntu. Install the counterparts of:" $(sed -e 's/#.*//' "$list") >&2
    exit 1
}
missing=$(missing_of "$list")
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2>/dev/null; then
        echo "Missing packages; as root run: apt-get install -y --no-install-recommends$missing" >&2
        exit 1
    fi
    as_root="sudo -n"
fi
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq </dev/null
# policy: the servers are for the tests, which start their own on private ports
$as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null
missing=$(missing_of "$list")
[ -z "$missing" ] || { echo "Still missing:$missing" >&2; exit 1; }
