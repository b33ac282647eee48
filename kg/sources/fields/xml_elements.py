"""XML -> a light tree of elements: declared entities refused, nothing fetched, depth bounded."""

from xml.parsers import expat

__all__ = ["Element", "ElementsError", "check_depth", "parse_elements", "refuse_entities", "run", "text_of"]

_DEEPEST = 60
"""No element of a record stands deeper than 12."""


class Element:
    """An element with its text; the text between children is layout and not kept."""

    __slots__ = ("attributes", "children", "tag", "texts")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.texts: list[str] = []
        self.children: list[Element] = []

    @property
    def text(self) -> str:
        """The text of the element itself."""
        return "".join(self.texts)


class ElementsError(ValueError):
    """A document that is not read, and the rule that says why."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


class _Builder:
    """Builds the tree while expat reads."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        check_depth(len(self._open))
        element = Element(tag, attributes)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _: str) -> None:
        self._open.pop()

    def text(self, text: str) -> None:
        self._open[-1].texts.append(text)


def parse_elements(content: bytes) -> Element:
    """The root element; raises ElementsError for what is no XML, or is XML that no registry writes."""
    builder = _Builder()
    parser = expat.ParserCreate("utf-8")  # whatever its declaration says: others are recoded before
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    refuse_entities(parser)
    run(parser, content)
    if builder.root is None:
        raise ElementsError("CT-R105", "the record has no element")
    return builder.root


def refuse_entities(parser: expat.XMLParserType) -> None:
    """Makes a parser raise at the first entity that is declared, or is none of the five of XML itself."""
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.SkippedEntityHandler = _refuse


def run(parser: expat.XMLParserType, content: bytes) -> None:
    """Parses all of a document; raises ElementsError, with the line, if it is not well formed."""
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ElementsError("CT-R105", f"the record is not well-formed XML: {error}") from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows; ElementsError passes through
        if isinstance(error, ElementsError):
            raise
        raise ElementsError("CT-R105", f"the record cannot be decoded: {error}") from error


def _refuse(*_: object) -> int:
    raise ElementsError("CT-R107", "the document declares or uses entities of its own")


def check_depth(depth: int) -> None:
    """Raises ElementsError for an element that stands within too many others."""
    if depth >= _DEEPEST:
        raise ElementsError("CT-R110", f"elements are nested more than {_DEEPEST} deep")


def text_of(element: Element, tag: str) -> str:
    """The text of the first child of that name, trimmed; empty if there is none."""
    return next((child.text.strip() for child in element.children if child.tag == tag), "")
