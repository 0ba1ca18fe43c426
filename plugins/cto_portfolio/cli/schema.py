"""`cto-portfolio schema`: JSON Schema, with which editors complete and check what is typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cto_portfolio import frameworks, writing
from cto_portfolio.authoring import schemas
from cto_portfolio.cli import conventions
from cto_portfolio.engines import settings
from cto_portfolio.problems import PortfolioError

if TYPE_CHECKING:
    from cto_portfolio.frameworks import Framework


@click.command()
@click.argument(
    "name",
    type=conventions.LateChoice((), late={"choices": lambda: schemas.NAMES}),
    required=False,
    metavar="[NAME]",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write NAME.schema.json into this folder instead; all of them without a NAME.",
)
@conventions.config_option
@click.pass_context
@conventions.says_what_is_wrong
def schema(
    context: click.Context, name: str | None, folder: Path | None, config_file: Path
) -> None:
    """Print the JSON Schema of what may be written, for editors to complete and check it.

    NAME is entry (front matter), packet (packets/*.yml), or profile, plan or confidential, for the
    .yml of that name; export is what 'cto-portfolio export json' writes. The requirements
    in it are those of mkdocs.yml, if there is one.
    """
    framework = _framework(context, config_file)
    if folder is None:
        if name is None:
            message = f"say which: {', '.join(schemas.NAMES)}; or --to FOLDER for all of them"
            raise click.UsageError(message)
        click.echo(schemas.text(name, framework), nl=False)
        return
    for one in [name] if name else schemas.NAMES:
        path = folder / f"{one}.schema.json"
        if not _is_ours_or_new(path):
            raise PortfolioError(f"'{path}' is not one of ours; move it, or choose another folder")
        writing.replace(path, schemas.text(one, framework), makes_folder=True)
        click.echo(path)


def _framework(context: click.Context, config_file: Path) -> Framework:
    given = context.get_parameter_source("config_file") is not click.core.ParameterSource.DEFAULT
    if not given and not config_file.exists():
        return frameworks.load()
    chosen = settings.load(config_file)
    return frameworks.load(chosen.frameworks, root=chosen.root)


def _is_ours_or_new(path: Path) -> bool:
    try:
        return schemas.is_ours(path.read_bytes())
    except FileNotFoundError:
        return True
    except OSError:
        return False
