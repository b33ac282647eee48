"""Jena and serd, as Debian ships them, read what is written and find the same number of triples."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from kg.iris import BASE
from kg.rdf import Format, open_writer, shipped_context, shipped_definitions
from kg.store import export, reading

from .making import fill, graph_file, study

JARS = Path("/usr/share/java")
SERDI = shutil.which("serdi")
JAVA = shutil.which("java")
needs_serd = pytest.mark.skipif(SERDI is None, reason="serdi is missing; tests/install-stores.sh installs it")
needs_jena = pytest.mark.skipif(
    JAVA is None or not (JARS / "jena-arq.jar").exists(), reason="Jena is missing; tests/install-stores.sh installs it"
)
pytestmark = pytest.mark.slow
COUNT = 30


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("files")
    return {name: graph_file(folder / f"graph.{name}", COUNT) for name in ("nq", "nt", "ttl", "trig")}


@needs_serd
@pytest.mark.parametrize(
    ("name", "syntax"), [("nq", "nquads"), ("nt", "ntriples"), ("ttl", "turtle"), ("trig", "trig")]
)
def test_serd_reads_every_format_strictly(files: dict[str, Path], name: str, syntax: str) -> None:
    assert SERDI
    out = "nquads" if name in ("nq", "trig") else "ntriples"
    done = subprocess.run(  # noqa: S603
        [SERDI, "-i", syntax, "-o", out, files[name]], capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(set(done.stdout.splitlines())) == len(files["nt"].read_text().splitlines())


@pytest.fixture(scope="module")
def classpath(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Debian's Jena 4.5.0 looks for two files of Xerces under another package name, and dies without them."""
    mend = tmp_path_factory.mktemp("mend")
    with zipfile.ZipFile(JARS / "xercesImpl.jar") as jar:
        for name in ("impl/xpath/regex/message.properties", "impl/msg/XMLSchemaMessages.properties"):
            target = mend / "xerces" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(jar.read(f"org/apache/xerces/{name}"))
    jars = [path for path in JARS.glob("*.jar") if "slf4j" not in path.name]
    # Of the bindings of slf4j one alone; slf4j-nop would swallow riot's error messages.
    return ":".join(map(str, [mend, *jars, JARS / "slf4j-api.jar", JARS / "slf4j-simple.jar"]))


def jena(classpath: str, program: str, *arguments: str | Path) -> str:
    assert JAVA
    done = subprocess.run(  # noqa: S603
        [JAVA, "-cp", classpath, program, *map(str, arguments)],
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@needs_jena
@pytest.mark.parametrize("name", ["nq", "nt", "ttl", "trig"])
def test_riot_reads_every_format(files: dict[str, Path], classpath: str, name: str) -> None:
    form = "--output=nquads" if name in ("nq", "trig") else "--output=nt"
    out = jena(classpath, "riotcmd.riot", "--check", form, files[name])
    assert len(set(out.splitlines())) == len(files["nt"].read_text().splitlines())


@needs_jena
def test_tdb2_answers_from_the_union(files: dict[str, Path], classpath: str, tmp_path: Path) -> None:
    jena(classpath, "tdb2.tdbloader", f"--loc={tmp_path / 'db'}", files["nq"])
    text = (
        "PREFIX ct: <https://w3id.org/kgbuild/ontology#> "
        "SELECT (COUNT(*) AS ?n) { GRAPH <urn:x-arq:UnionGraph> { ?s a ct:Study } }"
    )
    assert jena(classpath, "tdb2.tdbquery", f"--loc={tmp_path / 'db'}", "--results=csv", text).split() == [
        "n",
        str(COUNT),
    ]


@needs_serd
@pytest.mark.parametrize("form", [Format.NQUADS, Format.TRIG])
def test_an_exported_store_is_the_file_that_was_never_stored(form: Format, tmp_path: Path) -> None:
    assert SERDI
    fill(tmp_path / "s", *(study(number) for number in range(5)))
    target = tmp_path / f"x.{form.value.extension}"
    with reading(str(tmp_path / "s")) as store, target.open("wb") as stream:
        context, definitions = shipped_context(), shipped_definitions()
        writer = open_writer(form, stream, context=context, base=BASE, definitions=definitions)
        done = export(store, writer, ontology=True)
        assert done.triples + len(done.description) == len(store)
    syntax = {"nq": "nquads", "trig": "trig"}[form.value.extension]
    command = [SERDI, "-i", syntax, "-o", "nquads", str(target)]
    read = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603
    direct = graph_file(tmp_path / "direct.nq", 5).read_text()
    assert {line for line in read.stdout.splitlines() if "graph/build>" not in line} == {
        line for line in direct.splitlines() if "graph/build>" not in line
    }
