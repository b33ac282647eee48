"""Inputs and outputs in S3, on a real server of its protocol."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import s3fs

from tests.program import ended
from tests.servers import s3_server

from .making import export

KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "eu-west-1"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with s3_server() as address:
        yield address


@pytest.fixture
def bucket(server: str) -> Iterator[s3fs.S3FileSystem]:
    system = s3fs.S3FileSystem(
        endpoint_url=server,
        key="key",
        secret=KEYS["AWS_SECRET_ACCESS_KEY"],
        skip_instance_cache=True,
        use_listings_cache=False,
    )
    system.mkdir("trials")
    yield system
    system.rm("trials", recursive=True)


def ingest(server: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ("ingest", "--no-link", "--as-of", "2026-01-01", *arguments)
    done = ended(*command, cwd=folder, environment={**KEYS, "AWS_ENDPOINT_URL": server})
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.slow
def test_a_folder_in_a_bucket_gives_the_bytes_of_a_local_one(
    server: str, bucket: s3fs.S3FileSystem, tmp_path: Path
) -> None:
    (tmp_path / "in" / "more").mkdir(parents=True)
    export(tmp_path / "in" / "a.jsonl", 120)
    export(tmp_path / "in" / "more" / "b.jsonl", 30)
    (tmp_path / "in" / ".hidden").write_text("{}")
    bucket.put(str(tmp_path / "in"), "trials/", recursive=True)
    local = ingest(server, tmp_path, "in", "-o", "graph.nq.gz", "--fail-on", "none")
    remote = ingest(server, tmp_path, "s3://trials/in/", "-o", "s3://trials/out/graph.nq.gz", "--fail-on", "none")
    assert (local.returncode, remote.returncode) == (0, 0), remote.stderr
    assert bucket.find("trials/out") == ["trials/out/graph.nq.gz", "trials/out/graph.nq.gz.void.ttl"]
    assert bucket.cat("trials/out/graph.nq.gz") == (tmp_path / "graph.nq.gz").read_bytes()


@pytest.mark.slow
def test_a_file_in_a_bucket_is_written_back_into_a_local_one(
    server: str, bucket: s3fs.S3FileSystem, tmp_path: Path
) -> None:
    bucket.put(str(export(tmp_path / "a.jsonl", 20)), "trials/a.jsonl")
    done = ingest(server, tmp_path, "s3://trials/a.jsonl", "-o", "graph.nq", "-q")
    assert done.returncode == 0, done.stderr
    assert '"a.jsonl"' in (tmp_path / "graph.nq").read_text()


@pytest.mark.slow
@pytest.mark.parametrize("missing", ["s3://trials/none", "s3://nowhere/in/"])
def test_what_is_not_there_is_said(server: str, bucket: s3fs.S3FileSystem, missing: str, tmp_path: Path) -> None:
    done = ingest(server, tmp_path, missing, "-o", "graph.nq")
    assert done.returncode == 2
    assert f"error: {missing}: no such file or folder" in done.stderr


def test_a_run_that_fails_leaves_no_object(server: str, bucket: s3fs.S3FileSystem, tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text('{"protocolSection": broken\n' * 2)
    done = ingest(server, tmp_path, "a.jsonl", "-o", "s3://trials/out.nq", "--strict")
    assert done.returncode == 1
    assert bucket.find("trials") == []


@pytest.mark.slow
def test_a_server_that_does_not_answer_is_a_remote_error(tmp_path: Path) -> None:
    done = ingest("http://127.0.0.1:1", tmp_path, "s3://trials/a", "-o", "graph.nq")
    assert done.returncode == 3, done.stderr
    assert "s3://trials/a" in done.stderr
    assert "Traceback" not in done.stderr
