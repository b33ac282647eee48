"""Asks the person at the terminal for user and password."""

import sys

import typer

from kg.errors import UsageError
from kg.terminal import for_terminal

__all__ = ["ask_credentials"]


def ask_credentials(host: str) -> tuple[str, str]:
    """User and password for a server; raises UsageError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise UsageError(
            f"no credentials for {host}: set KGBUILD_STORE_USER and KGBUILD_STORE_PASSWORD, or name it in netrc"
        )
    user: str = typer.prompt(for_terminal(f"user at {host}"), err=True)
    password: str = typer.prompt("password", hide_input=True, err=True)
    return user, password
