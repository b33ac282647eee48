"""The commands on stores, as the user types them."""

import json
import subprocess
from pathlib import Path

import pytest

import kg
from tests.program import ended
from tests.servers import oxigraph_server

from .making import graph_file

ROOT = Path(__file__).parent.parent.parent
TRIALS = ROOT / "examples" / "trials"
Done = subprocess.CompletedProcess[str]


def kgbuild(*arguments: str | Path) -> Done:
    done = ended(*arguments, environment={"COLUMNS": "200", "SOURCE_DATE_EPOCH": "0"})
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store") / "s"
    done = kgbuild("ingest", TRIALS, "--store", folder, "--no-link")
    assert done.returncode == 0, done.stderr
    return folder


def test_ingest_into_a_store_writes_no_other_file(tmp_path: Path) -> None:
    done = kgbuild("ingest", TRIALS, "--store", tmp_path / "s", "--no-link", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s"]
    assert sorted(path.name for path in (tmp_path / "s").iterdir()) == ["graph", "lock", "manifest.json", "said"]


@pytest.mark.slow
def test_a_store_is_asked_and_shown_like_a_file(store: Path) -> None:
    done = kgbuild("query", store, "--example", "trials-by-condition", "--format", "csv")
    assert done.stdout.splitlines()[:2] == ["condition,trials", "Heart Failure,2"]
    assert kgbuild("show", store, "NCT09990003").stdout.startswith("NCT09990003  Home-Based Walking")


@pytest.mark.slow
def test_an_exported_store_equals_the_file_of_the_same_run(store: Path, tmp_path: Path) -> None:
    kgbuild("ingest", TRIALS, "-o", tmp_path / "direct.nq", "--no-link")
    done = kgbuild("export", store, "-o", tmp_path / "exported.nq")
    assert done.returncode == 0, done.stderr
    exported, direct = ((tmp_path / f"{name}.nq").read_text().splitlines() for name in ("exported", "direct"))
    assert sorted(exported) == sorted(direct)
    for form in ("ttl", "jsonld", "trig"):
        assert kgbuild("export", store, "-o", tmp_path / f"x.{form}").returncode == 0
        count = kgbuild("query", tmp_path / f"x.{form}", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").stdout
        assert count.split() == ["n", str(len(direct))]


def test_stats_and_backup(store: Path, tmp_path: Path) -> None:
    found = json.loads(kgbuild("stats", store, "--json").stdout)
    assert found["classes"]["ct:Study"] == 4
    assert found["built"] == "1970-01-01T00:00:00Z"
    assert kgbuild("backup", store, tmp_path / "b").returncode == 0
    assert kgbuild("stats", tmp_path / "b", "--json").stdout == kgbuild("stats", store, "--json").stdout


def test_a_backup_says_that_it_links_and_copies_where_that_is_asked_for(store: Path, tmp_path: Path) -> None:
    linked, copied = kgbuild("backup", store, tmp_path / "l"), kgbuild("backup", store, tmp_path / "c", "--copy")
    assert "its files are links to those of the store" in linked.stderr
    assert copied.stderr == f"{tmp_path / 'c'} holds the store as it was, in files of its own\n"
    links = {name: {file.stat().st_nlink for file in (tmp_path / name).glob("*/*.sst")} for name in "lc"}
    assert (links["l"] > {1} or min(links["l"]) > 1, links["c"]) == (True, {1})
    assert kgbuild("stats", tmp_path / "c").stdout == kgbuild("stats", store).stdout


@pytest.mark.slow
def test_the_same_again_ends_at_once_until_another_writer_came(tmp_path: Path) -> None:
    command: tuple[str | Path, ...] = ("ingest", TRIALS, "--store", tmp_path / "s", "--no-link")
    assert kgbuild(*command).returncode == 0
    for reader in (("stats", tmp_path / "s"), ("query", tmp_path / "s", "ASK {}")):
        assert kgbuild(*reader).returncode == 0
    assert kgbuild(*command).stdout.startswith("nothing changed: 4 studies")
    assert kgbuild("remove", "--store", tmp_path / "s", "NCT09990001").returncode == 0
    again = kgbuild(*command)
    assert "store     1 new, 0 changed, 3 unchanged\n" in again.stdout


@pytest.mark.slow
def test_what_is_gone_is_said_and_pruned_only_when_asked_for(tmp_path: Path) -> None:
    trials = sorted(TRIALS.iterdir())
    assert kgbuild("ingest", *trials, "--store", tmp_path / "s", "--no-link").returncode == 0
    without: tuple[str | Path, ...] = ("ingest", *trials[1:], "--store", tmp_path / "s", "--no-link")
    said = kgbuild(*without).stdout
    assert "store     0 new, 0 changed, 3 unchanged, 1 gone (in the store, not in this input; --prune" in said
    assert json.loads(kgbuild("stats", tmp_path / "s", "--json").stdout)["classes"]["ct:Study"] == 4
    pruned = json.loads(kgbuild(*without, "--prune", "--json").stdout.splitlines()[-1])
    assert pruned["store"] == {"new": 0, "changed": 0, "unchanged": 3, "gone": 1, "pruned": True}
    assert kgbuild("ingest", *trials[1:], "--store", tmp_path / "fresh", "--no-link").returncode == 0
    for name in ("s", "fresh"):
        assert kgbuild("export", tmp_path / name, "-o", tmp_path / f"{name}.nq").returncode == 0
    assert (tmp_path / "s.nq").read_bytes() == (tmp_path / "fresh.nq").read_bytes()


@pytest.mark.slow
def test_nothing_is_pruned_that_may_stand_in_what_could_not_be_read(tmp_path: Path) -> None:
    for number in (1, 2, 3):
        (tmp_path / f"{number}.json").write_text(export(number))
    command: tuple[str | Path, ...] = (
        "ingest",
        tmp_path,
        "--store",
        tmp_path.parent / "kept",
        "--no-link",
        "--fail-on",
        "none",
    )
    assert kgbuild(*command).returncode == 0
    (tmp_path / "3.json").unlink()
    (tmp_path / "2.json").write_text(export(2)[:-40])
    done = kgbuild(*command, "--prune")
    assert "nothing is pruned: " in done.stderr
    assert "2 gone" in done.stdout
    (tmp_path / "2.json").write_text(export(2))
    assert "1 gone and removed" in kgbuild(*command, "--prune").stdout


def export(number: int) -> str:
    identity = {"nctId": f"NCT{number:08}", "briefTitle": f"Study {number}"}
    return json.dumps({"protocolSection": {"identificationModule": identity}})


def test_limits_are_said(store: Path) -> None:
    cut = kgbuild("query", store, "SELECT * { ?s ?p ?o }", "--max-rows", "5")
    assert (len(cut.stdout.splitlines()), cut.returncode) == (6, 0)
    assert "the answer was cut after 5 (--max-rows)" in cut.stderr
    late = kgbuild("query", store, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--time-limit", "0.5")
    assert (late.returncode, late.stdout) == (2, "")
    assert "longer than 0.5 seconds (--time-limit)" in late.stderr


@pytest.mark.slow
def test_parameters(store: Path) -> None:
    done = kgbuild("query", store, "--example", "facts-of-study", "--set", "study=nct09990001", "--format", "csv")
    assert "NCT09990001" in done.stdout
    card = kgbuild("query", "--list", "--example", "trials-in-country").stdout.splitlines()
    assert card[:4] == [
        "Trials of one status in one country",
        "purpose: list what recruits, or has ended, in a country, with the number of its sites there",
        "cannot tell: whether each site has the status of its trial",
        "--set country=FR  ISO 3166-1 code of the country (country, to be chosen)",
    ]
    assert card[-1] == "ORDER BY DESC(?sites) ?trial"
    listed = kgbuild("query", "--list").stdout
    assert "--set country=FR" in listed
    assert kgbuild("query", store, "--example", "facts-of-study", "--set", "nonsense").returncode == 2
    none = kgbuild("query", store, "--example", "facts-of-study", "--set", "study=NCT00000001")
    assert (none.returncode, none.stderr) == (0, "no rows for --set study=NCT00000001\n")
    needed = kgbuild("query", store, "--example", "trials-of-condition")
    assert (needed.returncode, needed.stdout) == (2, "")
    assert needed.stderr == (
        "error: the question has no answer without name (a part of the name, in any case);"
        ' give it, for example by --set name="heart failure"\n'
    )
    assert "sh:SPARQLExecutable" in kgbuild("query", "--list", "--format", "ttl").stdout.replace(
        "<http://www.w3.org/ns/shacl#SPARQLExecutable>", "sh:SPARQLExecutable"
    )


def test_load_and_ask_an_endpoint(tmp_path: Path) -> None:
    graph = graph_file(tmp_path / "x.nq", 10)
    with oxigraph_server("--union-default-graph") as address:
        done = kgbuild("load", graph, "--to", address, "--preset", "oxigraph")
        assert done.returncode == 0, done.stderr
        assert "counted in the store, no difference" in done.stdout
        asked = kgbuild("query", "--endpoint", f"{address}/query", "SELECT (COUNT(*) AS ?n) { ?s a ct:Study }")
        assert asked.stdout.split() == ["n", "10"]
        elsewhere = kgbuild("query", address, "ASK {}")
        assert elsewhere.returncode == 3
        assert "answers 404 (no queries are answered there: Oxigraph answers them at /query" in elsewhere.stderr


def test_a_file_of_records_that_holds_no_triples_is_said_to(tmp_path: Path) -> None:
    (tmp_path / "studies.json").write_text('[{"protocolSection": {}}]')
    done = kgbuild("query", tmp_path / "studies.json", "--example", "dois")
    assert (done.returncode, done.stdout.split()) == (0, ["doi,role,trials"])
    assert "studies.json holds no triples; of records, `kgbuild ingest" in done.stderr


def test_a_graph_that_is_asked_for_as_a_table_is_said_to_be_turtle(store: Path) -> None:
    text = "CONSTRUCT { ?s a ct:Study } { ?s a ct:Study }"
    assert "the answer is a graph, so this is Turtle" in kgbuild("query", store, text, "--format", "csv").stderr
    assert "the answer is a graph" not in kgbuild("query", store, text).stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "x.nq"), "give one of a query text"),
        (("query", "SELECT * { ?s ?p ?o }"), "before the query"),
        (("query", "x.nq", "ASK {}", "--max-rows", "-1"), "--max-rows"),
        (("query", "x.nq", "ASK {}", "--time-limit", "-1"), "--time-limit"),
        (("load", "x.nq", "--to", "http://127.0.0.1:9", "--query-url", "http://x.example/"), "another host"),
        (("ingest", str(TRIALS), "--store", str(ROOT / "README.md"), "--no-link"), "is a file"),
        (("query", "no-such-folder", "ASK {}"), "no-such-folder"),
        (
            ("query", "studies.zip", "ASK {}"),
            "cannot read studies.zip: No such file or directory (of records, `kgbuild ingest",
        ),
        (("export-results", "studies.zip", "-o", "x"), "(of records, `kgbuild ingest studies.zip -o graph.nq` makes"),
        (("show", "http://127.0.0.1:9/query", "NCT00000001"), "(this is an address, not a file: `kgbuild query`"),
        (("report", "http://127.0.0.1:9/query", "NCT00000001"), "(this is an address, not a file: `kgbuild query`"),
        (("query", "--endpoint", "ftp://x/", "ASK {}"), "no http or https address"),
        (("load", "x.nq", "--to", "http://127.0.0.1:9", "--preset", "magic"), "unknown --preset"),
        (("load", "--to", "http://127.0.0.1:9"), "give one of a file, --store DIR"),
        (("load", "x.nq", "--to", "http://127.0.0.1:9", "--preset", "update"), "--query-url"),
        (("load", "x.nq", "--to", "http://127.0.0.1:9", "--one-graph", "all"), "absolute IRI"),
        (("export", "no-store", "-o", "x.nq"), "is no store"),
        (("export", "no-store", "-o", "-"), "needs --format"),
        (("stats", "no-store"), "cannot read no-store: No such file or directory"),
        (("stats", str(TRIALS)), "is no store"),
        (("remove", "--store", "no-store", "NCT00000001"), "is no store"),
        (("ingest", str(TRIALS), "--prune"), "--prune removes records from a store: name it with --store"),
    ],
)
def test_misuse(arguments: tuple[str, ...], message: str) -> None:
    done = kgbuild(*arguments)
    assert done.returncode == 2
    assert message in done.stderr


@pytest.mark.parametrize("command", ["load", "export", "stats", "backup", "remove"])
def test_help(command: str) -> None:
    assert "Usage" in kgbuild(command, "--help").stdout


def test_a_retracted_publication_is_shown_with_its_notice_once_by_its_role(tmp_path: Path) -> None:
    source = ROOT / "examples" / "exports" / "NCT99999901.json"
    assert kgbuild("ingest", source, "-o", tmp_path / "g.nq", "--no-link").returncode == 0
    shown = kg.show(tmp_path / "g.nq", "NCT99999901", all=True, width=400)
    lines = [line.strip() for line in shown.splitlines()]
    citation = "Example A, Sample B. Lisinopril at night. J Ex. 2019;3:14. doi: 10.5555/example.2019.14."
    paper = f"{citation} <https://doi.org/10.5555/example.2019.14>"
    notice = "<https://pubmed.ncbi.nlm.nih.gov/99990102>"
    assert [line for line in lines if paper in line] == [
        f"cited publication: {paper}, retracted by {notice}",
    ]
    assert "study office: Example Pharma Call Center" in lines
