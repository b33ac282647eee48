"""Options that several commands share, each declared once: with `kg.ingest` where that verb has it too."""

from typing import Annotated, get_type_hints

import typer
from typer.models import OptionInfo

from kg.flags import Flag
from kg.pipeline.run.options import IngestOptions

from . import completion

__all__ = [
    "EngineName",
    "LexiconOption",
    "MappingsOption",
    "MaxFindings",
    "RdfFormat",
    "ReportFile",
    "option_of",
]


def option_of(flag: Flag) -> OptionInfo:
    """What typer knows of an option."""
    found: OptionInfo = typer.Option(
        *flag.names,
        help=flag.help,
        metavar=flag.metavar,
        min=flag.least,
        autocompletion=getattr(completion, flag.completes) if flag.completes else None,
    )
    return found


def shared(name: str) -> OptionInfo:
    """An option of `ingest`, for another command."""
    (flag,) = get_type_hints(IngestOptions, include_extras=True)[name].__metadata__
    return option_of(flag)


RdfFormat = Annotated[str | None, shared("form")]
EngineName = Annotated[str, shared("engine")]
MaxFindings = Annotated[int, shared("max_findings")]
ReportFile = Annotated[str | None, shared("report")]
MappingsOption = Annotated[str | None, shared("mappings")]
LexiconOption = Annotated[str | None, shared("lexicon")]
