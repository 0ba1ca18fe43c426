"""The files of a new portfolio: texts from `authoring/data/beginning`, with the answers put in.

What a person has answered is quoted here and nowhere else.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from importlib import metadata, resources
from pathlib import PurePosixPath
from string import Template

from cto_portfolio.authoring import schemas, skeletons
from cto_portfolio.authoring.beginning import editors, sample
from cto_portfolio.authoring.beginning.person import Person
from cto_portfolio.authoring.skeletons import Draft
from cto_portfolio.content import plan_defaults, plan_file
from cto_portfolio.content.kinds import KINDS
from cto_portfolio.content.profile import FILE_NAME, Profile
from cto_portfolio.content.sources import ENTRIES
from cto_portfolio.frameworks import Framework
from cto_portfolio.periods import PartialDate, Span
from cto_portfolio.problems import PortfolioError
from cto_portfolio.text import yaml_files

PORTFOLIO = PurePosixPath("portfolio")

_DISTRIBUTION = "cto-portfolio"


def build(
    person: Person, framework: Framework, *, today: dt.date, timezone: str | None = None
) -> dict[PurePosixPath, bytes]:
    """Return the files of somebody's own portfolio.

    `timezone` is written down, so that it is the same day where the site is built by a machine.

    Raises:
        PortfolioError: if the answers make no profile.
    """
    profile = _profile(person)
    _refuse_unfit(profile)
    own = {
        PurePosixPath(FILE_NAME): profile,
        PurePosixPath("index.md"): _text("index.md"),
        # The usual plan, too, but it counts from the day on which it was written down.
        plan_file.PATH: plan_defaults.plan_text(framework, today=today),
        **_drafts(framework, today),
    }
    written = {PORTFOLIO / path: text.encode() for path, text in own.items()}
    return {**_around(person, framework, timezone), **written}


def build_sample(
    framework: Framework, *, timezone: str | None = None
) -> dict[PurePosixPath, bytes]:
    """Return the same files around the sample portfolio."""
    written = {PORTFOLIO / path: content for path, content in sample.files().items()}
    return {**_around(sample.person(), framework, timezone), **written}


def _around(
    person: Person, framework: Framework, timezone: str | None
) -> dict[PurePosixPath, bytes]:
    """Return what lies beside the portfolio."""
    texts = {
        "mkdocs.yml": _configuration(person, timezone),
        "requirements.txt": _text("requirements.txt", requirement=_requirement()),
        ".gitignore": _text("gitignore"),
        "README.md": _text("README.md"),
        **{
            f"{editors.SCHEMAS}/{name}.schema.json": schemas.text(name, framework)
            for name in schemas.WRITTEN
        },
        **editors.settings(framework),
    }
    return {PurePosixPath(name): text.encode() for name, text in texts.items()}


def _configuration(person: Person, timezone: str | None) -> str:
    address = "# site_url: https://example.com/   # feeds and link previews need it"
    if person.site_url:
        address = f"site_url: {_quoted(person.site_url)}"
    description = "# site_description:                # one sentence, for search engines"
    if person.headline:
        description = f"site_description: {_quoted(person.headline)}"
    return _text(
        "mkdocs.yml",
        site_name=_quoted(person.name),
        description=description,
        address=address,
        plugin=_plugin(timezone),
    )


def _plugin(timezone: str | None) -> str:
    """Return our plugin as it stands in a list; UTC is what machines have that build sites."""
    if timezone is None or timezone.endswith("UTC"):
        return "cto-portfolio"
    return f'cto-portfolio:\n      timezone: {timezone} # what "today" means, also where CI builds'


def _profile(person: Person) -> str:
    links = [
        f"  - title: {_quoted(link.title)}\n    url: {_quoted(link.url)}\n" for link in person.links
    ]
    if not links:
        links = ["#   - title: GitHub\n#     url: https://github.com/...\n"]
    return _text(
        "profile.yml",
        name=_quoted(person.name),
        headline=_answer("headline", person.headline),
        looking_for=_answer("looking_for", person.looking_for),
        links=("" if person.links else "# ") + "links:\n" + "".join(links).rstrip("\n"),
    )


def _refuse_unfit(profile: str) -> None:
    """Refuse answers with which the first build would stop: a character that YAML knows not."""
    value, problems = yaml_files.load(Profile, profile, PurePosixPath(FILE_NAME))
    if value is None:
        message = "; ".join(problem.message for problem in problems)
        raise PortfolioError(f"these answers make no profile: {message}")


def _drafts(framework: Framework, today: dt.date) -> Mapping[PurePosixPath, str]:
    """Return one entry of each kind, to be filled in."""
    day = PartialDate(first=today)
    titles = {kind: f"A first {kind.name[0].lower()}{kind.name[1:]}" for kind in KINDS.values()}
    return {
        PurePosixPath(ENTRIES) / f"{skeletons.slug(title)}.md": skeletons.build(
            Draft(kind=kind, title=title, span=Span(start=day, end=day)), framework
        )
        for kind, title in titles.items()
    }


def _requirement() -> str:
    """Return which versions work with what is written today: until the next that may break it."""
    version = metadata.version(_DISTRIBUTION)
    major, minor = (int(part) for part in re.findall(r"\d+", f"{version}.0")[:2])
    below = f"{major + 1}" if major else f"0.{minor + 1}"
    return f"{_DISTRIBUTION}[secrets]>={version},<{below}"


def _answer(key: str, value: str | None) -> str:
    return f"{key}: {_quoted(value)}" if value else f"# {key}:"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _text(file: str, /, **values: str) -> str:
    folder = resources.files("cto_portfolio.authoring") / "data" / "beginning"
    return Template((folder / file).read_text(encoding="utf-8")).substitute(values)
