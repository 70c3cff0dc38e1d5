#!/bin/sh
# deploy/flask.sh db upgrade | areas | officers add …: a command of the production instance, with its settings and as
# its user. Run it as root. LAPOR_ENV names another file of settings, LAPOR_USER another user.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
env_file=$(realpath "${LAPOR_ENV:-/etc/lapor/lapor.env}")
set -a
. "$env_file"
set +a
export PYTHONPATH="$here"
exec setpriv --reuid="${LAPOR_USER:-lapor}" --regid="${LAPOR_USER:-lapor}" --init-groups \
    "$here/.venv/bin/flask" --app "${LAPOR_APP:-webapp.wsgi}" "$@"
