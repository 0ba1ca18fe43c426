"""What MkDocs says of a configuration before it builds: its own loader, asked beforehand.

MkDocs stops at the first setting that it does not take. Here each of those is set aside, and the
rest looked at again, so that all are said at once, each with its line.
"""

import contextlib
import io
import logging
import os
import re
import traceback
import warnings
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from mkdocs.config.base import ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from cto_portfolio.engines import configuration
from cto_portfolio.problems import Problem, Severity, near_miss
from cto_portfolio.publishing import theme_files

_INSTEAD: Mapping[str, Any] = {"site_name": "Portfolio", "plugins": []}
"""What stands in for a setting that has been set aside, where MkDocs' own would not do."""
_TYPES = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list",
    "dict": "'key: value' lines",
    "NoneType": "nothing",
}
_TYPE = re.compile(r"(?:\ban? )?<class '(?:\w+\.)*(?P<name>\w+)'>")
_INSTALLED = {"plugins": "mkdocs.plugins", "theme": "mkdocs.themes"}
"""The settings that name what is installed, and the group in which packages offer it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EngineVerdict:
    """What MkDocs makes of a configuration."""

    problems: tuple[Problem, ...]
    """Errors, at which it stops, and warnings."""
    refused: frozenset[str]
    """The settings that it does not take."""
    template_dirs: tuple[Path, ...]
    """Where it looks for templates, if it takes them all."""


def ask(path: Path, site_dir: Path | None) -> EngineVerdict:
    """Return what MkDocs would say of a configuration before it builds a site into a folder.

    Without a folder, nothing is asked about it.

    This runs hooks as far as MkDocs does to load them.

    Raises:
        PortfolioError: if the file cannot be read.
    """
    root = configuration.load(path)
    refused: set[str] = set()
    said: list[Problem] = []
    with _alone() as logged:
        while True:
            outcome = _asked(path, site_dir, root, refused)
            said += outcome.problems
            # Much else rests on where the portfolio lies.
            if outcome.refused <= refused or "docs_dir" in outcome.refused:
                break
            refused |= outcome.refused
    said += (_problem(root, "", message, Severity.WARNING) for message in logged)
    return EngineVerdict(
        problems=tuple(sorted(set(said))),
        refused=frozenset(refused | outcome.refused),
        template_dirs=() if refused else outcome.template_dirs,
    )


def _asked(
    path: Path, site_dir: Path | None, root: yaml.MappingNode, aside: Collection[str]
) -> EngineVerdict:
    """Ask once, with the settings set aside that MkDocs is known not to take."""
    try:
        config = _read(path, site_dir, aside)
        errors, cautions = config.validate()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin or a hook may raise anything
        key, problem = _raised(root, path, error)
        return EngineVerdict(problems=(problem,), refused=frozenset({key}), template_dirs=())
    lesser = [(key, text, Severity.WARNING) for key, text in cautions]
    greater = [(key, str(error), Severity.ERROR) for key, error in errors]
    said = [_problem(root, *one, config=config) for one in (*lesser, *greater)]
    if not errors:
        said += (*_of_templates(root, config), *_of_edit_links(root, config))
    return EngineVerdict(
        problems=tuple(said),
        refused=frozenset(key for key, _ in errors),
        template_dirs=() if errors else tuple(map(Path, config.theme.dirs)),
    )


def _read(path: Path, site_dir: Path | None, aside: Collection[str]) -> MkDocsConfig:
    config = MkDocsConfig(config_file_path=str(path.absolute()))
    usual = {key: config.get(key) for key in aside}
    with path.absolute().open("rb") as file:
        config.load_file(file)
    config["site_dir"] = str(site_dir.absolute() if site_dir else path.absolute().parent / "site")
    for key in aside:
        config[key] = _INSTEAD.get(key, usual[key])
    return config


@contextlib.contextmanager
def _alone() -> Iterator[list[str]]:
    """Keep what plugins and hooks print to themselves; yield what MkDocs warns of in its log."""
    logged = _Log()
    log = logging.getLogger("mkdocs")
    spreads, log.propagate = log.propagate, False
    log.addHandler(logged)
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
        ):
            yield logged.messages
    finally:
        log.removeHandler(logged)
        log.propagate = spreads


class _Log(logging.Handler):
    """Collects warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the text of a warning."""
        self.messages.append(record.getMessage())


def _problem(
    root: yaml.MappingNode,
    key: str,
    message: str,
    severity: Severity,
    config: MkDocsConfig | None = None,
) -> Problem:
    node = configuration.value_of(root, key)
    if config is not None and key not in dict(config._schema):  # noqa: SLF001 - there is no other way to know
        known = [name for name, _ in config._schema]  # noqa: SLF001
        said = f"MkDocs knows no setting '{key}'{near_miss(key, known)}"
        return _at(_key(root, key), "unknown-key", said, severity)
    if node is None:
        needs = f"'{key}' is missing, and MkDocs needs it; add it"
        return _at(root, "missing-key", needs if key == "site_name" else _worded(message), severity)
    place = _mentioned(node, message) or _key(root, key)
    guess = _guess(key, place)
    return _at(place, "bad-setting", f"'{key}': {_worded(message)}{guess}", severity)


def _at(node: yaml.Node, code: str, message: str, severity: Severity) -> Problem:
    path, line = configuration.place(node)
    return Problem(path=path, line=line, code=code, message=message, severity=severity)


def _key(root: yaml.MappingNode, name: str) -> yaml.Node:
    return next((key for key, _ in configuration.items(root) if key.value == name), root)


def _guess(key: str, place: yaml.Node) -> str:
    """Return which plugin or theme may be meant by a name that nothing installed has."""
    known = [point.name for point in entry_points(group=_INSTALLED.get(key, ""))]
    names = [*known, *(name.rpartition("/")[2] for name in known)]
    is_name = isinstance(place, yaml.ScalarNode) and place.value not in names
    return near_miss(place.value, names) if is_name else ""


def _worded(message: str) -> str:
    """Return a message in one line, without what only a developer understands."""
    lines = message.strip().splitlines()
    whole = [line.strip() for line in lines if not line.startswith((" ", "Traceback"))]
    return _TYPE.sub(lambda found: _TYPES.get(found["name"], found["name"]), " ".join(whole))


def _mentioned(node: yaml.Node, message: str) -> yaml.Node | None:
    """Return the name or value below a setting that a message names last."""
    best, place = -1, None
    for scalar in configuration.scalars(node):
        name = re.escape(scalar.value)
        for mention in re.finditer(rf"(?<=['\"/]){name}(?=['\"])|(?<=: ){name}\Z", message):
            if mention.start() > best:
                best, place = mention.start(), scalar
    return place


def _raised(root: yaml.MappingNode, path: Path, error: BaseException) -> tuple[str, Problem]:
    """Return the setting that made MkDocs fail instead of saying something, and the problem."""
    if isinstance(error, MkDocsException | ValidationError):
        return "", _unread(root, error)
    steps = [(Path(frame.f_code.co_filename), line) for frame, line in _walk(error)]
    hooks = configuration.value_of(root, "hooks")
    for hook in configuration.scalars(hooks) if hooks else ():
        file = path.absolute().parent / hook.value
        lines = [line for step, line in steps if step == file]
        if lines:
            reason = f"line {lines[-1]}: {type(error).__name__}: {error}".rstrip(": ")
            message = f"the hook '{hook.value}' fails when it is loaded ({reason}); mend it"
            return "hooks", _at(hook, "broken-hook", message, Severity.ERROR)
    key = "hooks" if any(step.name == "hooks.py" for step, _ in steps) else "plugins"
    message = (
        f"a package that it names fails when it is loaded ({type(error).__name__}: {error}); mend"
        " its options, install it anew, or take it out"
    )
    return key, _at(_key(root, key), "broken-plugin", _worded(message), Severity.ERROR)


def _walk(error: BaseException) -> Iterator[tuple[Any, int]]:
    yield from traceback.walk_tb(error.__traceback__)


def _unread(root: yaml.MappingNode, error: Exception) -> Problem:
    """Return the problem of a value that only MkDocs' own reader looks at, such as an odd tag."""
    reason = error.__context__
    if not isinstance(reason, yaml.MarkedYAMLError) or reason.problem_mark is None:
        return _at(root, "bad-setting", _worded(str(error)), Severity.ERROR)
    place = reason.problem_mark
    shown = PurePosixPath(Path(os.path.relpath(str(place.name))).as_posix())
    message = f"{_worded(reason.problem or str(error))}; mend the value, or put quotes around it"
    line = int(place.line) + 1
    return Problem(path=shown, line=line, code="broken-yaml", message=message)


def _of_templates(root: yaml.MappingNode, config: MkDocsConfig) -> Iterator[Problem]:
    """Yield the templates that are to be rendered by themselves, and are not there."""
    folders = [*map(Path, config.theme.dirs), theme_files.shipped()]
    theme = configuration.value_of(root, "theme")
    listed = configuration.value_of(theme, "static_templates")
    for node in configuration.scalars(listed) if listed else ():
        if not any((folder / node.value).is_file() for folder in folders):
            message = f"no folder of the theme has a template '{node.value}'; mend the name"
            yield _at(node, "missing-file", message, Severity.WARNING)
    extra = configuration.value_of(root, "extra_templates")
    for node in configuration.scalars(extra) if extra else ():
        if not Path(config.docs_dir, node.value).is_file():
            message = f"'{node.value}' is not in the portfolio's folder; mend the path"
            yield _at(node, "missing-file", message, Severity.WARNING)


def _of_edit_links(root: yaml.MappingNode, config: MkDocsConfig) -> Iterator[Problem]:
    """Yield an address of sources that is none, because there is no `repo_url` for it."""
    for key in ("edit_uri_template", "edit_uri"):
        written = config.get(key)
        if written and not config.repo_url:
            if "://" not in written:
                message = f"'{key}' is no whole address; begin it with https://, or set 'repo_url'"
                yield _at(_key(root, key), "bad-setting", message, Severity.WARNING)
            return
