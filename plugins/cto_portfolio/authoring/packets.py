"""Authoring: a new packet's file, and the few lines of one that the command changes."""

import base64
import json
import re
import secrets

from cto_portfolio.problems import PortfolioError
from cto_portfolio.text import frontmatter
from cto_portfolio.text.frontmatter import FrontMatterError

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_KEY_BYTES = 16
_FILE = """\
# A page for one reader. This file is never published;
# 'cto-portfolio packet {name}' prints the link.

key: {key}  # the secret part of the address; who has the link has the page
for: {reader}
# name_in_card: true  # let the page's title, and with it what chats show of a link, name them

# A short letter, in paragraphs: why you, and why them.
# letter: |
#   Dear Ms Example,
#
#   you asked how I would run three teams on one codebase.

# Without any, those of a CTO interview. 'answer' names entries, or requirements for what is public.
# questions:
#   - question: How would you bring our releases down to a day?
#     answer: [entries/deploys-in-six-minutes.md, trends/process]

# Or what they care about: ids of requirements.
# requirements: [communication/architecture]

# What to show, in order. To name a private entry here is to show it to them, in full.
# entries:
#   - entries/deploys-in-six-minutes.md

# expires: 2027-01-31  # the last day on which the page is built
# notes: For your own copy alone.
"""


def is_name(name: str) -> bool:
    """Whether a packet may be called so: its name is that of a file."""
    return bool(_NAME.fullmatch(name))


def new_key() -> str:
    """Return the secret part of an address, which nobody can guess."""
    return base64.b32encode(secrets.token_bytes(_KEY_BYTES)).decode().rstrip("=").lower()


def new_file(name: str, reader: str) -> str:
    """Return the text of a new packet, with a comment on every key."""
    return _FILE.format(name=name, key=new_key(), reader=json.dumps(reader, ensure_ascii=False))


def with_value(text: str, key: str, value: str | None) -> str:
    """Return a packet's text with a line for a key, or without it, and all else as it was.

    Raises:
        PortfolioError: if the text is written in a way that does not allow for it.
    """
    line = re.compile(rf"^{key}[ \t]*:[^\r\n]*(\r?\n|\Z)", re.MULTILINE)
    end = "\r\n" if "\r\n" in text else "\n"
    written = "" if value is None else f"{key}: {value}{end}"
    if line.search(text):
        changed = line.sub(lambda _: written, text, count=1)
    else:
        start = len(text) - len(text.removeprefix("\ufeff"))
        changed = text[:start] + written + text[start:]
    if value_of(changed, key) != value:
        asked = f"write '{key}: {value}' into it" if value else f"take '{key}' out of it"
        raise PortfolioError(f"the packet's file cannot be changed as it is written; {asked}")
    return changed


def value_of(text: str, key: str) -> str | None:
    """Return what stands behind a key in a packet's text.

    Raises:
        PortfolioError: if it cannot be read.
    """
    try:
        found = frontmatter.load(frontmatter.decode(text)).meta.get(key)
    except FrontMatterError as error:
        raise PortfolioError(f"the packet's file cannot be read: {error.message}") from error
    return str(found).lower() if isinstance(found, bool) else found
