"""`python -m cto_portfolio`: the command, where a terminal does not find it by its name."""

from cto_portfolio.cli import main

main(prog_name="cto-portfolio")
