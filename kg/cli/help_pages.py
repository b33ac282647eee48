"""What the help of a command says besides its options: in which panel each stands, an example, the exit codes."""

__all__ = ["EXAMPLES", "EXIT_CODES", "PANELS"]

EXIT_CODES = (
    "Exit codes: 0 fine, 1 findings or rejected records at or above --fail-on, 2 usage, configuration or file errors, "
    "3 a remote service failed, 130 interrupted."
)

PANELS = {
    "Input": ("force", "id_from_name", "strict", "trust_times"),
    "Output": (
        *(
            "as_of",
            "base",
            "contacts",
            "context",
            "crate",
            "form",
            "license",
            "out_dir",
            "output",
            "prune",
            "publisher",
            "store",
        ),
        "with_ontology",
    ),
    "Links": ("lexicon", "link", "mappings"),
    "Checks": ("engine", "fail_on_name", "max_findings", "report"),
    "Scale": ("cluster", "jobs", "resume", "shards", "wait", "work"),
    "Messages": ("as_json", "dry_run", "explain_lines", "help", "quiet", "verbose"),
}
"""Panel -> the options of `ingest` that stand in it, by their names in Python; other commands are short."""

EXAMPLES = {
    "backup": "kgbuild backup trials-store trials-store.bak",
    "config": "kgbuild config --all",
    "convert": "kgbuild convert kg-out/graph.ttl -o graph.nq.gz",
    "coverage": "kgbuild coverage kg-out --format table",
    "explain": "kgbuild explain ct:phase",
    "export": "kgbuild export trials-store -o graph.nq.gz",
    "formats": "kgbuild formats ctgov-v2 --fields",
    "ingest": "kgbuild ingest ctg-studies.json.zip saved-pages/ --report report.html",
    "link": "kgbuild link kg-out/graph.ttl --mappings curated.sssom.tsv",
    "load": "kgbuild load kg-out --to http://localhost:7878",
    "mappings": "kgbuild mappings kg-out -o matches.sssom.tsv",
    "ontology": "kgbuild ontology --format context",
    "prefixes": "kgbuild prefixes --format ttl",
    "query": "kgbuild query kg-out 'SELECT ?study ?title { ?study a ct:Study ; dcterms:title ?title }'",
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
