"""Writes the documents on what readers take: `python -m tests.sources`; one of them needs the real records."""

import os
import sys
from pathlib import Path

from tests.sources.page_document import pages_page
from tests.sources.registry_document import registries_page

docs = Path(__file__).parent.parent.parent / "docs"
(docs / "pages.md").write_text(pages_page(), encoding="utf-8")
if "KGBUILD_DATA" in os.environ:
    (docs / "clinicaltrials-gov.md").write_text(registries_page(Path(os.environ["KGBUILD_DATA"])), encoding="utf-8")
else:
    sys.stderr.write("docs/clinicaltrials-gov.md is left as it is: KGBUILD_DATA does not name the real records\n")
