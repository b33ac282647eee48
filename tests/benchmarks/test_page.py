"""A benchmark writes its own section of the page and no other."""

from tests.benchmarks.page import with_section

PAGE = "# Benchmarks\n\n<!-- a -->\n\nold\n\n<!-- end of a -->\n\n<!-- b -->\n\n\\1 kept\n\n<!-- end of b -->\n"


def test_a_section_is_replaced() -> None:
    assert with_section(PAGE, "a", "new \\1\n") == PAGE.replace("old", "new \\1")


def test_a_new_section_stands_last() -> None:
    assert with_section("# Benchmarks\n", "a", "\nold\n") == "# Benchmarks\n\n<!-- a -->\n\nold\n\n<!-- end of a -->\n"
    assert with_section(PAGE, "c", "more") == f"{PAGE}\n<!-- c -->\n\nmore\n\n<!-- end of c -->\n"
