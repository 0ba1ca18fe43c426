"""`cto-portfolio new`: a new entry to fill in."""

from pathlib import Path

import click

from cto_portfolio import frameworks, settings, skeleton
from cto_portfolio.cli import skin
from cto_portfolio.kinds import KINDS


@click.command()
@click.argument("kind", type=click.Choice(list(KINDS)), metavar="KIND")
@click.argument("title")
@skin.config_option
@skin.says_what_is_wrong
def new(kind: str, title: str, config_file: Path) -> None:
    """Begin an entry: a dated, commented draft that says what may stand in it.

    KIND is achievement, architecture-tradeoff, talk, article or recommendation.
    """
    if not title.strip():
        raise click.BadParameter(
            "is empty; say in a few words what it is about", param_hint="TITLE"
        )
    chosen = settings.load(config_file)
    framework = frameworks.load(chosen.frameworks, root=chosen.root)
    text = skeleton.build(
        KINDS[kind], " ".join(title.split()), today=skin.today(), framework=framework
    )
    click.echo(skeleton.write(text, title, chosen.docs_dir))
