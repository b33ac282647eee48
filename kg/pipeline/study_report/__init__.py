"""One page on a study: what each register says side by side, where from, where they disagree, why they are one."""

from .html_page import html_page
from .joined_graph import open_joined
from .markdown_page import markdown_page
from .page_sections import page_on
from .study_page import StudyPage

__all__ = ["StudyPage", "html_page", "markdown_page", "open_joined", "page_on"]
