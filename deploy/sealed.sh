#!/bin/sh
# deploy/sealed.sh db upgrade | tidy | scan …: a command of the sealed channel, with its settings and as its user.
# Run it as root. WB_ENV names another file of settings, WB_USER another user.
LAPOR_ENV="${WB_ENV:-/etc/lapor-sealed/sealed.env}" LAPOR_USER="${WB_USER:-lapor-sealed}" LAPOR_APP=webapp.sealed \
    exec "$(dirname "$0")/flask.sh" "$@"
