"""Writes the generated documents: `python -m tests.docs`, or `make docs`."""

from .documents import documents, left_over

for path in left_over():
    path.unlink()
for path, content in documents().items():
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
