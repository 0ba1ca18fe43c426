"""What a host makes of a site: what it drops, changes or adds, from its answers alone."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from cto_portfolio import wording
from cto_portfolio.problems import Problem, Severity
from cto_portfolio.publishing import headers
from cto_portfolio.publishing.release import Release

MOST = 300
"""So many files are asked for, pages first: more would be a burden to the host."""
MISSING = PurePosixPath("there-is-no-such-page/index.html")
"""Asked for to see what the host says then."""
SOURCES = (PurePosixPath(".git/HEAD"), PurePosixPath("mkdocs.yml"))
"""Asked for because they must not be there."""

_ERROR_PAGE = PurePosixPath("404.html")
_OF_HOSTS = frozenset({*headers.NAMES, "_redirects", "CNAME", ".nojekyll"})
"""What hosts read themselves and show or not."""
_OF_BUILDS = frozenset({"sitemap.xml", "sitemap.xml.gz"})
"""What differs from build to build, with the day."""
_TYPES = {
    ".css": r"text/css",
    ".gif": r"image/gif",
    ".html": r"text/html",
    ".jpeg": r"image/jpeg",
    ".jpg": r"image/jpeg",
    ".js": r"(?:text|application)/(?:x-)?javascript",
    ".json": r"application/(?:[\w.-]+\+)?json",
    ".pdf": r"application/pdf",
    ".png": r"image/png",
    ".svg": r"image/svg\+xml",
    ".txt": r"text/plain",
    ".webp": r"image/webp",
    ".woff2": r"(?:font/|application/(?:font-|x-font-)?)woff2",
    ".xml": r"(?:text|application)/(?:[\w.-]+\+)?xml",
}
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w-]+)", re.IGNORECASE)
_SCRIPT = re.compile(rb"<script\b", re.IGNORECASE)
_FORWARDS = re.compile(rb"http-equiv=[\"']?refresh", re.IGNORECASE)
_POLICY = b"Content-Security-Policy"


@dataclass(frozen=True, kw_only=True, slots=True)
class HostAnswer:
    """What a host says when it is asked for a file, after redirects within the site."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    """By names in small letters."""
    body: bytes = b""
    is_redirected: bool = False
    leads_to: str = ""
    """The address beyond the site to which it redirects."""
    failure: str = ""
    """Why there is no answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """A site as it should be on the host."""

    folder: PurePosixPath
    """Of the site, as its author would type it."""
    files: Mapping[PurePosixPath, bytes | None]
    """What is to be there; None where nobody has built it here, and what is in it is unknown."""
    headers: Mapping[str, str]
    error_page: bytes | None
    left_out: int
    """How many more files there are."""


def built(site_dir: Path) -> Expected:
    """Expect what lies in a built site, with the headers that its `_headers` asks for."""
    files = {
        PurePosixPath(path.relative_to(site_dir).as_posix()): path
        for path in site_dir.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(site_dir).parts
    }
    asked = _asked_for(files)
    wanted, page = files.get(PurePosixPath(headers.NETLIFY)), files.get(_ERROR_PAGE)
    return Expected(
        folder=PurePosixPath(site_dir.as_posix()),
        files={path: files[path].read_bytes() for path in asked[:MOST]},
        headers=headers.of_all(wanted.read_text("utf-8", "replace")) if wanted else {},
        error_page=page.read_bytes() if page else None,
        left_out=len(asked[MOST:]),
    )


def unbuilt(release: Release) -> Expected:
    """Expect what a build would make, where there is none to compare with."""
    pages = [_file(release.site.url_for(path)) for path in release.pages]
    feeds = [path for feed in release.feeds for path in feed.paths]
    asked = _asked_for([*pages, *release.beside, *feeds])
    wanted = headers.values("")
    del wanted[_POLICY.decode()]  # is the theme's, and stands in each page
    return Expected(
        folder=PurePosixPath(release.settings.site_dir.as_posix()),
        files=dict.fromkeys(asked[:MOST]),
        headers=wanted,
        error_page=None,
        left_out=len(asked[MOST:]),
    )


def _file(address: str) -> PurePosixPath:
    is_folder = address.endswith("/") or not address
    return PurePosixPath(unquote(address), "index.html" if is_folder else "")


def url(path: PurePosixPath) -> str:
    """Return the address of a file, from that of the site."""
    text = str(path)
    return quote(text.removesuffix("index.html") if path.name == "index.html" else text)


def problems(expected: Expected, answers: Mapping[PurePosixPath, HostAnswer]) -> list[Problem]:
    """Return what the host drops, changes or adds; the same of many files is said once."""
    found: list[Problem] = []
    for path, content in expected.files.items():
        found += _of_file(path, content, answers[path])
    found += _of_missing(answers[MISSING], expected.error_page)
    if answers[MISSING].status != 200:  # noqa: PLR2004 - then it answers so whatever is asked for
        found += _of_sources(answers)
    found += _of_headers(expected.headers, answers[PurePosixPath("index.html")].headers)
    return [problem.below(expected.folder) for problem in _grouped(found)]


def _asked_for(files: Iterable[PurePosixPath]) -> list[PurePosixPath]:
    """Return what a host should show: the home page, other pages, what begins with a dot, files."""
    shown = {path for path in files if str(path) not in _OF_HOSTS and path != _ERROR_PAGE}
    home = PurePosixPath("index.html")
    return sorted(
        shown | {home},
        key=lambda path: (path != home, path.suffix != ".html", not _has_dot(path), path),
    )


def _has_dot(path: PurePosixPath) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _problem(
    path: PurePosixPath, code: str, message: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(path=path, line=1, code=code, message=message, severity=severity)


def _of_file(path: PurePosixPath, content: bytes | None, answer: HostAnswer) -> Iterator[Problem]:
    if absent := _why_absent(path, answer):
        yield _problem(path, *absent)
        return
    if answer.is_redirected and content and _FORWARDS.search(content):
        return  # the host sends readers on by itself, as the page would
    if wrong := _why_wrong_type(path, answer.headers.get("content-type", "")):
        yield _problem(path, "wrong-type", wrong)
    if changed := _why_changed(path, content, answer.body):
        yield _problem(path, *changed)


def _why_absent(path: PurePosixPath, answer: HostAnswer) -> tuple[str, str] | None:
    if answer.failure:
        return "no-answer", f"the host does not answer: {answer.failure}; try again later"
    if answer.leads_to:
        host = urlsplit(answer.leads_to).netloc
        return "other-site", f"the host leads to another site, '{host}'; check that one"
    if answer.status == 200:  # noqa: PLR2004 - the one that is right
        return None
    said = f"the host answers {answer.status}"
    if _has_dot(path):
        hidden = next(part for part in path.parts if part.startswith("."))
        return "dropped-file", (
            f"{said}: it drops '{hidden}'; on GitHub Pages set 'include-hidden-files: true' where"
            " the site is uploaded"
        )
    if any(part.startswith("_") for part in path.parts):
        return "dropped-file", (
            f"{said}: it drops what begins with '_'; on GitHub Pages add a file '.nojekyll'"
        )
    return "dropped-file", f"{said} instead of the file; deploy the whole of the site"


def _why_wrong_type(path: PurePosixPath, sent: str) -> str:
    wanted = _TYPES.get(path.suffix.lower())
    kind = sent.partition(";")[0].strip().lower()
    if wanted and not re.fullmatch(wanted, kind):
        way_out = f"set the type of '{path.suffix}'"
        return f"the host calls it '{kind}', so browsers may refuse it; {way_out}"
    charset = _CHARSET.search(sent)
    if charset and charset[1].lower() not in {"utf-8", "utf8"}:
        return f"the host calls its letters '{charset[1]}', and they are UTF-8; set that"
    return ""


def _why_changed(path: PurePosixPath, content: bytes | None, body: bytes) -> tuple[str, str] | None:
    is_page = path.suffix == ".html"
    if content is None:
        if is_page and _POLICY not in body:
            return "no-policy", "it holds no policy; build it with 'cto-portfolio build'"
        return None
    if content == body or str(path) in _OF_BUILDS:
        return None
    if is_page and len(_SCRIPT.findall(body)) > len(_SCRIPT.findall(content)):
        return "added-script", (
            "the host adds a script, which the site's policy keeps from running; switch it off"
            " there (at Cloudflare: Web Analytics, Rocket Loader, Email Obfuscation)"
        )
    return "changed-file", (
        "on the host is something else; deploy again, or switch off what the host does to files"
    )


def _of_missing(answer: HostAnswer, page: bytes | None) -> Iterator[Problem]:
    if answer.status != 404:  # noqa: PLR2004 - the one that is right
        said = answer.failure or f"the host answers {answer.leads_to or answer.status}"
        message = (
            f"{said} for a page that is not there, and should answer 404; at Cloudflare set"
            " 'not_found_handling: 404-page'"
        )
        yield _problem(_ERROR_PAGE, "no-404", message)
    elif page is not None and _POLICY not in answer.body:
        message = "the host shows a page of its own for what is not there; have it show this one"
        yield _problem(_ERROR_PAGE, "other-404", message)


def _of_sources(answers: Mapping[PurePosixPath, HostAnswer]) -> Iterator[Problem]:
    for path in SOURCES:
        if answers[path].status == 200:  # noqa: PLR2004 - it is there
            message = "everybody can read it on the host; publish the folder of the site alone"
            yield _problem(path, "published-source", message)


def _of_headers(wanted: Mapping[str, str], sent: Mapping[str, str]) -> Iterator[Problem]:
    """Say which headers are not as they should be; none at all is what some hosts cannot mend."""
    path = PurePosixPath(headers.NETLIFY)
    differing = [name for name, value in wanted.items() if _plain(sent, name) != value]
    if differing and not any(name.lower() in sent for name in wanted):
        message = (
            "the host sends none of these headers; what protects readers most stands in the pages"
            f" themselves. A server of your own takes them from '{headers.NGINX}'"
        )
        yield _problem(path, "no-headers", message, Severity.NOTICE)
        return
    for name in differing:
        now = f"sends '{name}: {_plain(sent, name)}'" if name.lower() in sent else "leaves it out"
        message = f"the host should send '{name}: {wanted[name]}' and {now}"
        yield _problem(path, "other-header", message)


def _plain(sent: Mapping[str, str], name: str) -> str:
    return " ".join(sent.get(name.lower(), "").split())


def _grouped(found: Sequence[Problem]) -> Iterator[Problem]:
    """Yield what is wrong, and of how many more files; a host does the same to all of a kind."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in found:
        alike.setdefault((problem.code, problem.message), []).append(problem)
    for (code, message), same in alike.items():
        more = len(same) - 1
        rest = f" (and of {wording.count(more, 'more file')})" if more else ""
        yield _problem(same[0].path, code, f"{message}{rest}", same[0].severity)
