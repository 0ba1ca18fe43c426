"""The command as a process: what a terminal finds by its name, and `python -m cto_portfolio`."""

import gc
import os
import signal
import sys

from cto_portfolio import waiting_imports


def main() -> None:
    """Run the command; Ctrl+C ends it quietly from the first moment on.

    Until the commands are imported there is nothing to clean up, so the system ends the process: an
    exception might come in the midst of any module, and be shown or swallowed there. What a command
    needs beyond that is loaded when it is first used.
    """
    _open_what_is_closed()
    handler = signal.getsignal(signal.SIGINT)
    if handler is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.disable()  # a command keeps what it reads: to look for rubbish in it takes a quarter longer
    waiting_imports.begin()
    from cto_portfolio.cli import main as command  # noqa: PLC0415 - see above

    signal.signal(signal.SIGINT, handler)
    command(prog_name="cto-portfolio")


def _open_what_is_closed() -> None:
    """Open nothing in the place of standard streams that whoever started us has closed.

    In order: the next file to be opened gets the lowest number that is free, and a file of ours
    must not get the number of a stream, into which the engine would print.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for as long as the process lives


if __name__ == "__main__":
    main()
