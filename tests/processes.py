"""Processes that tests start."""

import signal

__all__ = ["hear_signals"]


def hear_signals() -> None:
    """Runs in a child before its program: it hears what would end it, also where the tests run in the background.

    There a shell has them ignore interrupts, or `nohup` the end of a terminal, which a child would inherit.
    """
    for sign in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
        signal.signal(sign, signal.SIG_DFL)
