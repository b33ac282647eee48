"""The process that `OpenStore` starts to hold a store: `python -m kg.store`, which speaks JSON lines."""

import os
import signal
import sys
import threading
import traceback

from kg.orphans import until_parent_ends

from .folder.embedded import reading
from .query.memory_limit import limit_memory
from .query.worker import serve

__all__: list[str] = []

_STACK = 64 << 20


def _main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears the interrupt, and ends this process
    limit_memory()
    # A query is parsed and evaluated by functions that call themselves; the stack of a main thread may be small.
    threading.stack_size(_STACK)
    thread = threading.Thread(target=_serve)
    thread.start()
    thread.join()
    os._exit(0)  # the thread that reads holds standard input, which an end in order would wait for


def _serve() -> None:
    try:
        serve(until_parent_ends(sys.stdin.buffer), sys.stdout.buffer, reading)
    except MemoryError:
        os.abort()  # as pyoxigraph does
    except BaseException:  # noqa: BLE001 - a thread that fails does not end its process with a code
        traceback.print_exc()
        os._exit(1)


if __name__ == "__main__":
    _main()
