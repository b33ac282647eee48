"""What the help of a command says besides its options: in which panel each stands, an example, the exit codes."""

from .manner import DECLARED

__all__ = [
    "COMMANDS",
    "EXAMPLES",
    "EXIT_CODES",
    "MANNERS",
    "METAVARS",
    "ORDER",
    "PANELS",
    "panel_of",
    "panels_of",
    "type_name",
]

EXIT_CODES = (
    "Exit codes: 0 fine, 1 findings or rejected records at or above --fail-on, 2 usage, configuration or file errors, "
    "3 a remote service failed, 130 interrupted."
)

PANELS = {
    "Question": ("query_file", "example", "settings", "list_examples"),
    "Input": ("force", "id_from_name", "strict", "trust_times", "endpoint", "auth", "ontology", "allow_service"),
    "Target": ("to", "preset", "one_graph", "replace", "query_url", "update_url"),
    "Output": (
        *(
            "output",
            "form",
            "output_format",
            "out_dir",
            "store",
            "base",
            "with_ontology",
            "contacts",
            "results",
            "context",
        ),
        *("as_of", "license", "prune", "publisher", "crate"),
    ),
    "Links": ("link", "mappings", "decisions", "forget_curation", "lexicon"),
    "Checks": ("shapes", "strict_shapes", "fail_on_name", "report", "max_findings", "max_problems", "engine"),
    "Limits": ("time_limit", "max_rows", "max_bytes", "timeout"),
    "Scale": ("jobs", "resume", "work", "wait", "shards", "cluster"),
    "Messages": ("dry_run", "examples", "explain_lines", "help", "log", *DECLARED),
}
"""Panel -> the options that stand in it, by their names in Python, in commands that have many."""

ORDER = {name: number for number, name in enumerate(name for names in PANELS.values() for name in names)}
"""Option -> its place among all."""

_IN_PANELS = ("ingest", "load", "query", "validate")
"""The commands with so many options that panels help."""

_METAVARS = {
    "BYTES": ("max_bytes",),
    "DIR": ("folder", "lexicon", "out_dir", "store", "target", "work"),
    "FILE": (
        *(
            "decisions",
            "file",
            "graph",
            "log",
            "mappings",
            "output",
            "query_file",
            "files",
            "report",
            "review",
            "shapes",
        ),
    ),
    "FORMAT": ("form", "input_form", "output_format"),
    "ID": ("study",),
    "IRI": ("base", "one_graph"),
    "KIND": ("auth", "kind"),
    "NAME=VALUE": ("settings",),
    "PATH": ("paths", "records"),
    "QUERY": ("text",),
    "SECONDS": ("time_limit", "timeout", "wait"),
    "SEVERITY": ("fail_on_name",),
    "TIME": ("as_of",),
    "URL": ("cluster", "context", "endpoint", "license", "query_url", "to", "update_url"),
}
METAVARS = {name: shown for shown, names in _METAVARS.items() for name in names}
"""Parameter -> what the help calls its value."""

COMMANDS = {
    "Make": ("ingest", "link", "merge", "convert"),
    "Ask": ("query", "show", "report", "find", "diff", "stats", "coverage", "mappings", "export-results"),
    "Check": ("validate", "explain"),
    "Keep": ("load", "export", "backup", "remove"),
    "Know": ("formats", "ontology", "shapes", "prefixes", "config", "vocab"),
}
"""Panel of the first page of help -> its commands."""

MANNERS: dict[str, dict[str, str]] = {
    "ingest": {
        "verbose": "Explain each problem and finding, with examples.",
        "as_json": "Say everything as JSON lines: files, progress, problems, findings, a summary.",
    },
    "validate": {
        "verbose": "Print all findings that are kept.",
        "quiet": "Say only the verdict.",
        "as_json": "Say each finding and the verdict as JSON lines.",
    },
    "query": {
        "quiet": "Say only errors beside the answer.",
        "as_json": "Answer in SPARQL JSON, graphs in JSON-LD; notes are JSON lines on standard error.",
    },
    "diff": {
        "verbose": "Tell of each node of no study too.",
        "quiet": "Say only the summary.",
        "as_json": "The same as --format json.",
    },
    "find": {"as_json": "Say everything as one JSON object."},
    "stats": {"as_json": "Say everything as one JSON object."},
    "coverage": {"as_json": "The same as --format json."},
    "prefixes": {"as_json": "The same as --format json."},
    "ontology": {"as_json": "The same as --format jsonld."},
    "shapes": {"as_json": "Print JSON-LD."},
}
"""Command -> what the options of the conversation mean there, where it is more than on all."""

EXAMPLES = {
    "backup": "kgbuild backup trials-store trials-store.bak",
    "config": "kgbuild config --all",
    "convert": "kgbuild convert kg-out/graph.ttl -o graph.nq.gz",
    "coverage": "kgbuild coverage kg-out --format table",
    "diff": "kgbuild diff graph-of-may.nq.gz graph-of-june.nq.gz",
    "explain": "kgbuild explain ct:phase",
    "export-results": "kgbuild export-results kg-out -o tables",
    "export": "kgbuild export trials-store -o graph.nq.gz",
    "find": "kgbuild find kg-out heart failure --class Condition",
    "formats": "kgbuild formats ctgov-v2 --fields",
    "ingest": "kgbuild ingest ctg-studies.json.zip pages/ --report report.html",
    "link": "kgbuild link kg-out/graph.ttl --mappings curated.sssom.tsv",
    "load": "kgbuild load kg-out --to http://localhost:7878",
    "mappings": "kgbuild mappings kg-out --unmatched -o sheet.tsv",
    "merge": "kgbuild merge graph.nq --review sheet.csv",
    "ontology": "kgbuild ontology --format context",
    "prefixes": "kgbuild prefixes --format ttl",
    "query": "kgbuild query kg-out 'SELECT * { ?study dcterms:title ?title }'",
    "report": "kgbuild report kg-out NCT01297972 -o NCT01297972.html",
    "remove": "kgbuild remove --store trials-store NCT01297972",
    "shapes": "kgbuild shapes > shapes.ttl",
    "show": "kgbuild show kg-out NCT01297972",
    "stats": "kgbuild stats trials-store",
    "validate": "kgbuild validate any.ttl --shapes mine.ttl",
    "vocab build": "kgbuild vocab build ror ror-data.json",
    "vocab fetch": "kgbuild vocab fetch mesh",
    "vocab learn": "kgbuild vocab learn ctg-studies.json.zip",
    "vocab list": "kgbuild vocab list",
    "vocab remove": "kgbuild vocab remove mesh",
}
"""Command -> one call of it that makes sense."""


def panel_of(command: str) -> str | None:
    """The panel of a command on the first page of help."""
    return next((panel for panel, names in COMMANDS.items() if command in names), None)


def panels_of(command: str) -> dict[str, str]:
    """Option -> its panel, of a command that has many."""
    if command not in _IN_PANELS:
        return {}
    found = {name: panel for panel, names in PANELS.items() for name in names}
    return found | {"store": "Input"} if command == "load" else found


def type_name(kind: str) -> str:
    """What the value of an option is called that has no name of its own: a number, or a name."""
    return "N" if kind in ("int", "float") else "NAME"
