"""Processes that tests start."""

import signal

__all__ = ["hear_interrupts"]


def hear_interrupts() -> None:
    """Runs in a child before its program: it hears an interrupt, also where the tests run in the background.

    There a shell has them ignore it, which a child would inherit.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
