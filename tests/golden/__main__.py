"""Writes the golden files anew: `python -m tests.golden`, or `make golden`; those of real records where these are."""

from tests.conftest import DATA

from . import FOLDER, INPUTS, content_of, made

for name, each in INPUTS.items():
    if DATA.is_dir() or not each.real:
        for file, text in made(name, content_of(each, DATA)).items():
            (FOLDER / file).write_text(text, encoding="utf-8")
