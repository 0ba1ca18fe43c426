"""Well-known names: files that hosts, browsers and search engines ask a site for by name."""

import re
from pathlib import PurePosixPath

from cto_portfolio.content.sources import is_well_known as is_in_well_known_folder

_SIZE = r"(?:-\d+x\d+)?"
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NAME = re.compile(
    "|".join(
        [
            rf"favicon{_SIZE}\.(?:ico|png|svg|gif|jpe?g|webp)",
            rf"apple-touch-icon{_SIZE}(?:-precomposed)?\.png",
            rf"(?:android-chrome|mstile){_SIZE}\.png",
            r"safari-pinned-tab\.svg|browserconfig\.xml",
            r"(?:site|manifest)\.webmanifest|manifest\.json",
            r"(?:robots|humans|security|ads|app-ads|llms|dnt-policy|keybase)\.txt",
            r"apple-app-site-association|opensearch\.xml|staticwebapp\.config\.json",
            r"CNAME|\.nojekyll|_headers|_redirects|404\.html",
            r"google[0-9a-f]{8,}\.html|BingSiteAuth\.xml|yandex_[0-9a-f]{8,}\.(?:html|txt)",
            r"pinterest-[0-9a-f]{4,}\.html|baidu_verify_[\w-]+\.html",
            rf"(?:[0-9a-f]{{32}}|{_UUID})\.txt",
        ]
    )
)


def is_well_known(path: PurePosixPath) -> bool:
    """Whether a file has a name that sites are asked for; a backup of one has another name."""
    if is_in_well_known_folder(path):
        return True
    return len(path.parts) == 1 and bool(_NAME.fullmatch(path.name))
