"""What rests on what: the core knows no engine, and adapters do not know each other."""

import ast
import subprocess
import sys

from tests import sample

PACKAGE = sample.PROJECT / "plugins/cto_portfolio"
CORE = (
    *("configuration", "mirror", "publication", "verification"),
    *("coverage", "defaults", "hints", "pages", "portfolio", "preparation", "progress"),
    *("schema", "settings", "skeleton", "writing"),
)
ENGINES = ("mkdocs", "properdocs", "zensical", "click", "jinja2")


def test_importing_the_core_leaves_engines_out() -> None:
    core = f"import sys; from cto_portfolio import {', '.join(CORE)}"
    code = f"{core}; print([name for name in {ENGINES!r} if name in sys.modules])"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


def test_adapters_do_not_import_each_other() -> None:
    plugin = (PACKAGE / "mkdocs_plugin.py").read_text(encoding="utf-8")
    command = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.glob("cli/*.py"))

    assert "cto_portfolio.cli" not in plugin
    assert "mkdocs_plugin" not in command
    assert "import mkdocs" not in command


def test_pydantic_stays_at_the_seam() -> None:
    """Where authors' text becomes values; after it there are only frozen dataclasses."""
    seam = {"validation.py", "entries.py", "frameworks.py", "other_frameworks.py", "profile.py"}
    seam |= {"packetfile.py", "termsfile.py"}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        roots = {
            (node.module or "").partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
        }
        if path.parent.name != "kinds" and path.name not in seam:
            assert "pydantic" not in roots, path
