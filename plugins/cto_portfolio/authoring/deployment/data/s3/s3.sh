#!/usr/bin/env bash
# Builds the site and publishes it in a bucket of Amazon S3, behind CloudFront.
#
#   BUCKET=my-bucket DISTRIBUTION=E123EXAMPLE bash deploy/s3.sh
#
# Needs the command 'aws' (version 2), signed in. A build that finds a problem publishes nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

: "${BUCKET:?Set BUCKET to the name of the bucket, such as BUCKET=my-bucket}"
site=@{site_dir}

@{build}

# What '--delete' may remove, and what is uploaded, is never more than the site.
upload() {
  aws s3 sync "$site/" "s3://$BUCKET/" --no-progress --exclude '.git/*' "$@"
}

# Names that 'aws' does not know a type for, or knows without the encoding of their letters.
typed() {
  upload --exclude '*' --include "*.$1" --content-type "$2" --cache-control "$3"
}

# Files before the pages that use them, and what is gone last.
day='public, max-age=86400'
hour='public, max-age=3600'
asked='public, no-cache'
typed css 'text/css; charset=utf-8' "$hour"
typed js 'text/javascript; charset=utf-8' "$hour"
typed json 'application/json' "$hour"
typed svg 'image/svg+xml' "$hour"
typed woff2 'font/woff2' "$day"
typed webp 'image/webp' "$day"
typed avif 'image/avif' "$day"
typed vtt 'text/vtt; charset=utf-8' "$hour"
typed webmanifest 'application/manifest+json' "$hour"
typed txt 'text/plain; charset=utf-8' "$hour"
typed xml 'application/xml; charset=utf-8' "$asked"
upload --exclude '*.html' --cache-control "$hour"
typed html 'text/html; charset=utf-8' "$asked"
upload --delete --cache-control "$asked"

if [ -n "${DISTRIBUTION:-}" ]; then
  aws cloudfront create-invalidation --distribution-id "$DISTRIBUTION" --paths '/*' >/dev/null
fi
echo "Published to s3://$BUCKET/"
