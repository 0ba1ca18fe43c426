#!/usr/bin/env bash
# Builds the site and copies it to a server.
#
#   DESTINATION=you@@{host}:/srv/www/@{slug} bash deploy/rsync.sh
#
# A build that finds a problem changes nothing on the server.
set -euo pipefail
cd "$(dirname "$0")/.."

: "${DESTINATION:?Set DESTINATION, such as DESTINATION=you@@{host}:/srv/www/@{slug}}"

@{build}

# All files are sent first and put in place together, and what is gone is removed last. What is
# excluded stays on the server as it is: there certificates are renewed.
rsync --recursive --times --compress --chmod=D755,F644 \
  --delay-updates --delete-after \
  --exclude=/.git --exclude=/.well-known/acme-challenge/ \
  -- @{site_dir}/ "${DESTINATION%/}/"
echo "Published to $DESTINATION"
