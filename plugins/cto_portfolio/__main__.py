"""The command as a process: what a terminal finds by its name, and `python -m cto_portfolio`."""

import signal


def main() -> None:
    """Run the command; Ctrl+C ends it quietly from the first moment on.

    To import it all takes up to a second. There is nothing to clean up yet, so the system ends the
    process: an exception might come in the midst of any module, and be shown or swallowed there.
    """
    handler = signal.getsignal(signal.SIGINT)
    if handler is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from cto_portfolio.cli import main as command  # noqa: PLC0415 - see above

    signal.signal(signal.SIGINT, handler)
    command(prog_name="cto-portfolio")


if __name__ == "__main__":
    main()
