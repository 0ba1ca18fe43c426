"""The command `cto-portfolio`: parses arguments, calls the core, prints; one module a verb."""

from __future__ import annotations

import click

from cto_portfolio.cli.brief import brief
from cto_portfolio.cli.build import build
from cto_portfolio.cli.capture import capture
from cto_portfolio.cli.check import check
from cto_portfolio.cli.coverage import coverage
from cto_portfolio.cli.deploy import deploy
from cto_portfolio.cli.export import export
from cto_portfolio.cli.importing import import_
from cto_portfolio.cli.init import init
from cto_portfolio.cli.links import links
from cto_portfolio.cli.new import new
from cto_portfolio.cli.packet import packet
from cto_portfolio.cli.plan import plan
from cto_portfolio.cli.prepare import prepare
from cto_portfolio.cli.schema import schema
from cto_portfolio.cli.serve import serve
from cto_portfolio.cli.stage import stage
from cto_portfolio.cli.suggest import suggest
from cto_portfolio.cli.verify import verify
from cto_portfolio.engines import packet_secrets


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="cto-portfolio")
@click.option("--debug", is_flag=True, help="Show all of what went wrong in the program itself.")
@click.pass_context
def main(context: click.Context, *, debug: bool) -> None:
    """Collect the evidence of an engineer's work, and see what still lacks any.

    Exit codes: 0, all is well; 1, problems were found; 2, the command was used wrongly.
    """
    del debug  # read where something goes wrong: `conventions.says_what_is_wrong`
    context.obj = packet_secrets.take_passphrase()


_COMMANDS = (
    brief,
    build,
    capture,
    check,
    coverage,
    deploy,
    export,
    import_,
    init,
    links,
    new,
    packet,
    plan,
    prepare,
    schema,
    serve,
    stage,
    suggest,
    verify,
)
for command in _COMMANDS:
    main.add_command(command)
