"""Writes the generated documents: `python -m tests.docs`, or `make docs`.

The context is written before `kg` is imported, which asks it for each term that the code names.
"""

from .context_file import CONTEXT, context_file


def _write() -> None:
    CONTEXT.write_text(context_file(), encoding="utf-8")
    from .documents import documents, left_over

    for path in left_over():
        path.unlink()
    for path, content in documents().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")


_write()
