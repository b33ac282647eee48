"""Processes that end with the one that started them, however that one ended.

The parent holds one end of a pipe and gives away no copy of it, so the system closes it when the parent is gone, be it
by SIGKILL. A thread of the child waits for that at the other end. (PR_SET_PDEATHSIG is known to Linux alone, and means
the thread that started the child.)
"""

import os
import select
import threading

__all__ = ["end_with_parent"]


def end_with_parent(pipe: int) -> None:
    """Ends this process at once, whatever it is at work on, when the other end of a pipe is closed.

    Nothing is read, so that the pipe may carry what this process reads itself.
    """
    threading.Thread(target=_watch, args=(pipe,), daemon=True).start()


def _watch(pipe: int) -> None:
    poll = select.poll()
    poll.register(pipe, 0)  # no event is asked for; the end of the other side is told always
    poll.poll()
    os._exit(1)
