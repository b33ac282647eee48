"""`docs/pictures/results.svg`: the pictures that `report` makes of the results of an example, one below the other.

They are the page's own, with its colours, which follow the reader's system.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import kg
from kg.pipeline.study_report import open_joined, page_on

__all__ = ["RESULTS_PICTURE", "results_picture"]

_ROOT = Path(__file__).parent.parent.parent
RESULTS_PICTURE = _ROOT / "docs" / "pictures" / "results.svg"
_RECORD, _STUDY = _ROOT / "examples" / "results" / "thyme-for-cough.json", "NCT99999907"
_STYLES = [_ROOT / "kg" / "pipeline" / name for name in ("reports/report.css", "study_report/results.css")]
_SHOWN = ("Participant flow", "Severity of Cough", "Mean Difference (Final Values)", "Odds Ratio (OR)", "Other events")
"""Titles of the pictures that are shown."""
_WIDTH, _EDGE, _TITLE, _GAP = 860, 16, 26, 12
_COLOURS = re.compile(r"(?ms)^(?::root \{.*?\}|@media \(prefers-color-scheme: dark\) \{.*?^\})$")
_RULES = re.compile(r"(?m)^\.picture .*\}$")


def results_picture() -> str:
    """The picture as SVG."""
    drawn, y = list[str](), _EDGE
    for svg, title in _pictures():
        drawn.append(f'<text x="{_EDGE}" y="{y + 13}" class="strong" font-size="14">{title}</text>')
        y += _TITLE
        size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
        assert size
        drawn.append(svg.replace("<svg ", f'<svg x="{_EDGE}" y="{y}" ', 1))
        y += round(float(size[2])) + _GAP
    width = _WIDTH + 2 * _EDGE
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" role="img" class="picture">',
            "<title>Results of a made-up study, as its page shows them</title>",
            f"<style>\n{_style()}\n</style>",
            f'<rect width="{width}" height="{y}" fill="var(--page)"/>',
            *drawn,
            "</svg>\n",
        ]
    )


def _pictures() -> Iterator[tuple[str, str]]:
    """Those of the page that are shown, with their titles."""
    with TemporaryDirectory() as folder:
        graph = Path(folder) / "graph.nq"
        kg.write(kg.read(_RECORD), graph, as_of="2026-01-01")
        with open_joined(str(graph), _STUDY) as store:
            page = page_on(store, _STUDY, note=lambda _: None)
    for section in page.sections:
        for block in (block for part in section.parts for block in part.blocks):
            yield from ((each.svg, each.title) for each in block.pictures if each.title in _SHOWN)


def _style() -> str:
    """What of the styles of the page is about pictures."""
    texts = [path.read_text(encoding="utf-8") for path in _STYLES]
    colours = [found for text in texts for found in _COLOURS.findall(text)]
    font = ".picture { font: 12px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; }"
    return "\n".join([*colours, font, *_RULES.findall(texts[1])])
