#!/usr/bin/env bash
# bare_debian.sh FOLDER [demo] [test]: the two commands of the README on a bare Debian 12, in seconds.
#
# Makes (or uses again) a root in FOLDER with python3, python3-venv, make and git only, puts a clean checkout of HEAD
# into it, and runs `make demo` until the home page answers, then `make test`, in a chroot. Needs root and debootstrap.
# The package and pip settings of this machine are lent to the root at run time. Not part of `make test`: it takes long.
set -euo pipefail

root=$(realpath -m "${1:?usage: bare_debian.sh FOLDER [demo] [test]}")
shift
steps=${*:-demo test}
here=$(cd "$(dirname "$0")/.." && pwd)
port=${PORT:-18000}
demo_pid=

[ "$(id -u)" = 0 ] || { echo "bare_debian.sh must be run by root" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "debootstrap is missing: apt-get install debootstrap" >&2; exit 1; }

leave() {
    [ -z "$demo_pid" ] || kill -- "-$demo_pid" 2>/dev/null || true
    for place in dev/shm dev/pts dev proc sys; do umount -l "$root/$place" 2>/dev/null || true; done
}
trap leave EXIT

seconds() { echo $(($(date +%s) - $1)); }

if [ ! -e "$root/etc/debian_version" ]; then
    debootstrap --variant=minbase --include=python3,python3-venv,make,git,ca-certificates bookworm "$root" >/dev/null
fi

# how this machine reaches packages, whatever that is
cp -a /etc/resolv.conf /etc/hosts "$root/etc/"
cp -a /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
[ ! -e /etc/pip.conf ] || cp -a /etc/pip.conf "$root/etc/"
[ ! -e /etc/apt/sources.list.d/debian.sources ] || {
    cp -a /etc/apt/sources.list.d/debian.sources "$root/etc/apt/sources.list.d/"
    rm -f "$root/etc/apt/sources.list"
}
for file in /etc/apt/apt.conf.d/9*; do [ ! -f "$file" ] || cp -a "$file" "$root/etc/apt/apt.conf.d/"; done
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"

mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev" 2>/dev/null || mount --bind /dev "$root/dev"
mount --make-rslave "$root/dev" 2>/dev/null || true

rm -rf "$root/src"
git clone -q --no-hardlinks "file://$here" "$root/src"

lent=()
for name in PIP_CERT PIP_DEFAULT_TIMEOUT PIP_INDEX_URL PIP_TRUSTED_HOST http_proxy https_proxy no_proxy SSL_CERT_FILE; do
    [ -z "${!name:-}" ] || lent+=("$name=${!name}")
done
inside=(chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 CI=true "${lent[@]}")

case " $steps " in *" demo "*)
    began=$(date +%s)
    setsid "${inside[@]}" make -C /src demo "PORT=$port" </dev/null >"$root/demo.log" 2>&1 &
    demo_pid=$!
    until curl -sf -o /dev/null "http://127.0.0.1:$port/"; do
        kill -0 "$demo_pid" 2>/dev/null || { tail -20 "$root/demo.log" >&2; exit 1; }
        sleep 1
    done
    echo "make demo: the home page answered after $(seconds "$began") s"
    cat "$root/demo.log"
    kill -- "-$demo_pid"
    wait "$demo_pid" || true
    demo_pid=
esac

case " $steps " in *" test "*)
    began=$(date +%s)
    "${inside[@]}" make -C /src test </dev/null
    echo "make test: $(seconds "$began") s"
esac
