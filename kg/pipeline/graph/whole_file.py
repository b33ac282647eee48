"""A graph written to one stream in one go."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from kg.rdf import Format, Stretch, Writer, open_writer, shipped_context, shipped_definitions

__all__ = ["whole_file"]

_IN_MEMORY = 64 << 20


@contextmanager
def whole_file(form: Format, stream: BinaryIO, *, base: str, url: str | None = None) -> Iterator[Writer]:
    """A writer of a whole graph, to be closed within the block.

    Turtle and TriG declare at their head what they use; what comes behind it waits for that, a large graph on the disk.
    """
    context, definitions = shipped_context(), shipped_definitions()
    if form not in (Format.TURTLE, Format.TRIG):
        yield open_writer(form, stream, context=context, base=base, definitions=definitions, url=url)
        return
    with SpooledTemporaryFile(_IN_MEMORY) as spooled:
        body = cast(BinaryIO, spooled)
        writer = open_writer(form, body, context=context, base=base, definitions=definitions, stretch=Stretch.MIDDLE)
        yield writer
        open_writer(
            form,
            stream,
            context=context,
            base=base,
            definitions=definitions,
            stretch=Stretch.HEAD,
            prefixes=writer.prefixes,
        )
        body.seek(0)
        shutil.copyfileobj(body, stream)
