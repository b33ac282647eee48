"""`report`: one page on a study, as its registers know it."""

from kg.errors import UsageError
from kg.iris import study_id
from kg.pipeline.run.listener import Silent
from kg.pipeline.run.options import ReportOptions, path_of
from kg.pipeline.run.outputs import STDOUT, open_output
from kg.pipeline.study_report import html_page, markdown_page, open_joined, page_on

__all__ = ["report"]

_FORMS = {"html": html_page, "md": markdown_page}
_EXTENSIONS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}


def report(options: ReportOptions) -> str:
    """The page as text; it is written to the output, if one is named."""
    graph, study = path_of(options.graph, verb="kg.report"), study_id(options.study)
    output = None if options.output is None else path_of(options.output, verb="kg.report")
    make = _FORMS[_form(options.form, output)]
    with open_joined(graph, study, wait=options.wait) as store:
        text = make(page_on(store, study, note=options.note or Silent().note))
    if output is not None and output != STDOUT:
        with open_output(output) as stream:
            stream.write(text.encode())
    return text


def _form(form: str | None, output: str | None) -> str:
    """The form that is named, else that of the output's name, else Markdown; raises UsageError for any other."""
    if form is not None:
        if form not in _FORMS:
            raise UsageError(f"unknown format {form!r} of a page; known are {', '.join(_FORMS)}")
        return form
    if output is None or output == STDOUT:
        return "md"
    found = next((each for end, each in _EXTENSIONS.items() if output.lower().endswith(end)), None)
    if found is None:
        raise UsageError(f"{output} ends neither in .html nor in .md; name its format with --format")
    return found
