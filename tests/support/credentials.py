"""Keys, tokens and passwords of the usual kinds, none of them anybody's, and where they may stand.

They are drawn as the tests run: a file that held them would be refused by hosts of repositories.
"""

import random
import string
from collections.abc import Mapping

from tests.support.packets import KEY
from tests.support.project import entry

_CHANCE = random.Random(13)  # noqa: S311 - the same bytes each time, and nobody's secrets


def drawn(length: int, letters: str = string.ascii_letters + string.digits) -> str:
    """Return letters that were never anybody's key."""
    return "".join(_CHANCE.choices(letters, k=length))


HEX = "0123456789abcdef"
UPPER = string.ascii_uppercase + "234567"
USUAL: Mapping[str, str] = {
    "aws": f"aws_access_key_id = AKIA{drawn(16, UPPER)}\naws_secret_access_key = {drawn(40)}",
    "github": f"ghp_{drawn(36)}",
    "github-fine-grained": f"github_pat_{drawn(22)}_{drawn(59)}",
    "gitlab": f"glpat-{drawn(20)}",
    "slack": f"xoxb-{drawn(12, string.digits)}-{drawn(12, string.digits)}-{drawn(24)}",
    "stripe": f"sk_live_{drawn(24)}",
    "google": f"AIza{drawn(35)}",
    "npm": f"npm_{drawn(36)}",
    "sendgrid": f"SG.{drawn(22)}.{drawn(43)}",
    "hugging-face": f"hf_{drawn(34, string.ascii_letters)}",
    "digitalocean": f"dop_v1_{drawn(64, HEX)}",
    "private-key": "-----BEGIN RSA PRIVATE KEY-----\n"
    + "\n".join(drawn(64) for _ in range(8))
    + "\n-----END RSA PRIVATE KEY-----",
    "password": f'db_password = "{drawn(14)}"',
    "database": f"postgres://admin:{drawn(16)}@db.wardlight.io:5432/orders",
    "curl": f"curl -u admin:{drawn(16)} https://api.example.com/v1",
    "bearer": f"curl -H 'Authorization: Bearer {drawn(40)}' https://api.example.com",
    "private-address": "The bastion is 10.12.4.7.",
}
TOKEN = USUAL["github"]
PLACES: Mapping[str, tuple[str, str]] = {
    "a value": ("entries/a.md", entry(summary=f"The token was {TOKEN}.")),
    "an address": (
        "entries/a.md",
        entry(links=[{"title": "x", "url": f"https://x.io/?t={TOKEN}"}]),
    ),
    "a page": ("about.md", f"# About\n\nThe token was {TOKEN}.\n"),
    "the profile": ("profile.yml", f"name: Ada\nheadline: The token was {TOKEN}\n"),
    "a letter": ("packets/a.yml", f"key: {KEY}\nfor: Acme\nletter: The token was {TOKEN}.\n"),
    "a file beside": ("notes.txt", f"The token was {TOKEN}.\n"),
    "a drawing": (
        "notes.svg",
        f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{TOKEN}</desc></svg>',
    ),
}
"""A file of the portfolio and its text, by what the token stands in."""
