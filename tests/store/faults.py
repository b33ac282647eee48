"""Servers that fail in the ways that servers fail, each on a free port of 127.0.0.1."""

import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

__all__ = ["Heard", "Reply", "serving"]


class Heard(NamedTuple):
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Reply(NamedTuple):
    """What is answered; None as status drops the connection."""

    status: int | None = 204
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    stall: float = 0
    """Seconds before anything is answered."""
    drip: bool = False
    """Whether more comes after the body, byte by byte, and never ends."""
    endless: bytes = b""
    """What comes after the body again and again, as fast as it is taken, and never ends."""


def empty_count() -> Reply:
    """A query's answer without rows."""
    body = json.dumps({"head": {"vars": ["graph", "triples"]}, "results": {"bindings": []}}).encode()
    return Reply(200, body, (("Content-Type", "application/sparql-results+json"),))


@contextmanager
def serving(
    answer: Callable[[Heard], Reply], *, tls: ssl.SSLContext | None = None
) -> Iterator[tuple[str, list[Heard]]]:
    """The address of a server that answers so, and what it has heard."""
    heard: list[Heard] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            request = Heard(self.command, self.path, dict(self.headers), self.rfile.read(length))
            heard.append(request)
            reply = answer(request)
            time.sleep(reply.stall)
            if reply.status is None:
                self.close_connection = True
                return
            self.send_response_only(reply.status)
            for name, value in reply.headers:
                self.send_header(name, value)
            if reply.endless:
                self.close_connection = True
            else:
                self.send_header("Content-Length", str(10**6 if reply.drip else len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
            while reply.endless:
                self.wfile.write(reply.endless)
            while reply.drip:
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                self.close_connection = True

        do_GET = do_POST = do_PUT = _answer  # noqa: N815 - names of the library

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"https://localhost:{port}" if tls else f"http://127.0.0.1:{port}", heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
