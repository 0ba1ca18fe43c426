"""One portfolio with everything in it that some way out could let through, or treat otherwise."""

from dataclasses import dataclass

from tests.support import canaries, hidden, packets, photo
from tests.support.canaries import Canaries, Files
from tests.support.project import entry

SVG = "<svg xmlns='http://www.w3.org/2000/svg'><title>Chart</title>{}</svg>"
KEY = "zyxwvutsrqponmlkjihgfedcba"
"""Of a packet that is shown."""
TERM = "Zanzibarbank"
"""What is confidential, where that is asked for."""
NOTICE = "<b>Ada</b> & all others are {{ invented }}."

CONFIG = {
    "markdown_extensions": [
        *("attr_list", "md_in_html", "tables", "footnotes", "admonition", "pymdownx.superfences"),
        {"pymdownx.snippets": {"base_path": ["portfolio"], "check_paths": True}},
    ],
    "extra_css": ["styles/own.css"],
    "nav": [
        {"Start": "index.md"},
        {"About": "about.md"},
        {"Secret": f"{hidden.CANARY}-page.md"},
        {"Old": "old.markdown"},
        {"All": ["work.md", {"Also": f"entries/{hidden.CANARY}-private.md"}]},
    ],
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Traps:
    """The files, and the words that must stand in nothing that is built of them."""

    files: Files
    words: tuple[str, ...]


def portfolio() -> Traps:
    """Return a portfolio that is published in part."""
    places = Canaries()
    files = {
        **hidden.HIDDEN,
        **canaries.portfolio(places),
        **_packet(),
        **_pages(places),
        **_includes(places),
        **_beside(places),
        "profile.yml": "name: Ada Example\nheadline: Engineer\nemail: ada@example.com\n"
        f"notice: '{NOTICE}'\n"
        "links: [{title: Mail, url: 'MAILTO:ada@example.org'}, {title: Web, url: 'HTTPS://e.org'}]"
        "\n",
        "confidential.yml": f"terms: [{places.at('confidential term')}]\n",
    }
    words = (*places.places.values(), hidden.CANARY, *packets.FOR_NOBODY[:4])
    return Traps(files=files, words=words)


def confidential() -> Files:
    """Return a portfolio in which something confidential would be published, from each room."""
    return {
        "entries/open.md": entry() + f"\nWe worked for {TERM}.\n",
        "about.md": f"# About\n\nNever {TERM.lower()}.\n",
        ".well-known/security.txt": f"Contact: mailto:ada@{TERM}.example.com\n",
        "confidential.yml": f"terms:\n  - {TERM}\n",
    }


def _packet() -> Files:
    """Return what is chosen for one reader, in words that nothing hidden here has."""
    return {
        name: content.replace("Quillfeather", "Windlewood") if isinstance(content, str) else content
        for name, content in packets.files(key=KEY).items()
    }


def _pages(places: Canaries) -> Files:
    at = places.at
    keys = ("visibilty: private", "drafts: true", "visibility: hidden", "published: false")
    near_misses: Files = {
        f"near-{number}.md": f"---\ntitle: Near\n{key}\n---\n\n{at(f'page with {key}')}\n"
        for number, key in enumerate(keys)
    }
    passage = at("private passage that is included")
    links = {"title": "Write", "url": "Mailto:bo@example.org"}
    return {
        **near_misses,
        "index.md": "# Hello\n\nI build teams. See [a draft](entries/broken.md).\n",
        "about.md": "---\ntitle: About me\n---\n\nI am [here](entries/deploys.md), and "
        f"[there]({hidden.CANARY}-page.md).\n\n"
        f"<!-- private -->\n{at('private passage of a page')}\n<!-- /private -->\n\n"
        '> See [it][1].\n>\n> [1]: page.md\n\n<a class="b"href=page.md>it</a>\n\n'
        "![Chart](assets/chart.svg) ![Old](assets/photo.jpg)\n",
        "old.markdown": f"---\ntitle: Old\n---\n\n# Old {TERM[:3]}\n\n[About](about.md#more)\n",
        "older.mkd": f"---\nvisibility: private\n---\n\n{at('private page of another ending')}\n",
        "entries/moved.md": entry(title="It has moved", aliases=["2020/talk.html", "old/talk/"]),
        "LOUD.MD": f"---\ndraft: true\n---\n\n{at('draft with a loud ending')}\n",
        "entries/first.markdown": entry("article", title="An entry of another ending"),
        "entries/told.markdown": entry(title=at("private entry of another ending"), draft=True),
        "entries/linked.md": entry(title="Leads to mailboxes", links=[links])
        + "\n[Write](mailto:ada@example.com), [shout](HTTPS://e.org/A), <bo@example.com>.\n",
        "bio.md": f"Ada builds teams.\n\n<!-- private -->\n{passage}\n<!-- /private -->\n",
        "entries/includes.md": entry(title="Includes a life") + '\n--8<-- "bio.md"\n',
        "entries/steals.md": entry(title=at("page that includes what is hidden"))
        + '\n--8<-- "page.md"\n',
    }


def _includes(places: Canaries) -> Files:
    """Return pages that bring in what is hidden, each in another way that engines follow."""
    at = places.at
    ways = {
        "several": "--8<--\nstyles/plain.txt\npage.md\n--8<--",
        "part": '--8<-- "bio.md:4:4"',
        "code": '```text\n--8<-- "bio.md"\n```',
        "chain": '--8<-- "parts/chain.txt"',
        "list": '- It:\n\n    --8<-- "page.md"',
    }
    return {
        **{
            f"steals-{name}.md": f"# {at(f'page that steals by {name}')}\n\n{line}\n"
            for name, line in ways.items()
        },
        "parts/chain.txt": '--8<-- "parts/more.txt"\n',
        "parts/more.txt": '--8<-- "page.md"\n',
        "keeps.md": '# Keeps\n\n- It:\n\n    --8<-- "bio.md"\n',
    }


def _beside(places: Canaries) -> Files:
    at = places.at
    backups = ("about.md~", "about.md.bak", "#about.md#", "about.md.orig", "plan.yml~", ".env")
    return {
        **{name: at(f"backup {name}") for name in backups},
        "id_rsa": at("key"),
        "dump.sql": at("dump"),
        "notes.docx": at("notes"),
        "assets/chart.svg": SVG.format(""),
        "assets/photo.jpg": photo.jpeg(canary=at("metadata of a page's picture").encode()),
        "styles/own.css": "body { background: url(paper.svg) }\n",
        "styles/paper.svg": SVG.format(""),
        "styles/other.css": f"/* {at('style that nobody loads')} */\n",
        ".well-known/security.txt": "Contact: mailto:ada@example.com\n",
        "CNAME": "ada.example.com\n",
        "robots.txt": "User-agent: *\n",
    }


def told(text: str) -> frozenset[str]:
    """Return the problems that a command has printed, each as its one line."""
    lines = (line.partition(" -  ")[2] or line for line in text.splitlines())
    bare = (line.removeprefix("cto_portfolio: ").strip() for line in lines)
    return frozenset(line for line in bare if _is_problem(line))


def _is_problem(line: str) -> bool:
    path, _, rest = line.partition(":")
    return bool(path) and " " not in path[:1] and rest.split(":")[0].isdigit()
