"""Templates: whether they make the same page of the same words, and what stands for all of them.

Ours do. A template of an author's does if it reads nothing but what ours read, front matter and
`extra`; one that asks for other pages, for files or for the time is known to none.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import jinja2
from jinja2 import nodes

from cto_portfolio.publishing import theme_files

_FREE = (["page", "meta"], ["config", "extra"])
"""Below these an author may read whatever there is: it is data, and part of what is digested."""
_SITEMAP = "sitemap.xml"
"""Of ours, the one that reads all pages; it is made with every site."""
_ENDINGS = frozenset({".html", ".xml"})
_OF_PAGES = frozenset({"page", "config", "nav"})
"""What engines give to every template: of these it counts how deep one looks."""
_COMPUTED = "[…]"
_CLOSED = ("get_env", "__", _COMPUTED, "*.content", "*.config", "Filter map", "template")
"""What no other template may use because ours do: by it one gets at other pages, or at anything."""
_PURE = frozenset(
    [
        *(
            f"Filter {name}"
            for name in ("capitalize", "d", "escape", "int", "last", "list", "lower")
        ),
        *(f"Filter {name}" for name in ("replace", "reverse", "round", "safe", "sort", "string")),
        *(f"Filter {name}" for name in ("title", "trim", "truncate", "unique", "upper")),
        *(f"Test {name}" for name in ("defined", "false", "in", "mapping", "none", "number")),
        *(f"Test {name}" for name in ("sequence", "string", "true", "undefined")),
    ]
)
"""What Jinja has, ours do not need, and makes the same of the same."""


def digest(folders: Iterable[Path]) -> str | None:
    """Return what stands for the templates in folders that are not an engine's; None if unknown.

    Ours are among them.
    """
    shipped = theme_files.shipped()
    known = _known(shipped)
    hashed = hashlib.sha256()
    for folder in folders:
        for path in _templates(folder):
            text = path.read_text("utf-8", "replace")
            if folder != shipped and not _reads_only(known, text):
                return None
            name = path.relative_to(folder).as_posix()
            hashed.update(f"{name} {len(text)} {text}".encode("utf-8", "replace"))
    return hashed.hexdigest()


def _templates(folder: Path) -> list[Path]:
    """Return all below a folder that may be a template, under whatever name."""
    return sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS and path.is_file())


def _known(shipped: Path) -> frozenset[str]:
    """Return what ours read, and so may others."""
    texts = (path.read_text("utf-8") for path in _templates(shipped) if path.name != _SITEMAP)
    every = (name for text in texts for name in _read_in(text))
    return _PURE.union(name for name in every if not any(word in name for word in _CLOSED))


def _reads_only(known: frozenset[str], text: str) -> bool:
    try:
        return known.issuperset(_read_in(text))
    except jinja2.TemplateSyntaxError:
        return False


def _read_in(text: str) -> Iterator[str]:
    """Yield the names of all that a template reads or calls, each with its sort."""
    template = jinja2.Environment(autoescape=True).parse(text)
    own = {name.name for name in template.find_all(nodes.Name) if name.ctx != "load"}
    own |= {macro.name for macro in template.find_all(nodes.Macro)}
    names = (name.name for name in template.find_all(nodes.Name) if name.ctx == "load")
    yield from (f"variable {name}" for name in names if name not in own)
    for getting in template.find_all((nodes.Getattr, nodes.Getitem)):
        *above, last = _chain(getting)
        if above[:2] not in _FREE or last.startswith("__"):
            yield ".".join([*above, last] if above[0] in _OF_PAGES else ["*", last])
    for call in template.find_all(nodes.Call):
        yield f"call {_chain(call.node)[-1] if isinstance(call.node, nodes.Getattr) else ''}"
    for other in template.find_all((nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        target = getattr(other, "template", None)
        name = target.value if isinstance(target, nodes.Const) else ""
        if not str(name).endswith(".html"):
            yield f"template {name}"
    for used in template.find_all((nodes.Filter, nodes.Test)):
        yield f"{type(used).__name__} {used.name}"


def _chain(node: nodes.Node) -> Sequence[str]:
    """Return `("page", "meta", "title")` for `page.meta.title`; what is computed has no name."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        return (*_chain(node.node), node.attr)
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return (*_chain(node.node), str(node.arg.value))
    if isinstance(node, nodes.Getitem):
        return (*_chain(node.node), _COMPUTED)
    return ("",)
