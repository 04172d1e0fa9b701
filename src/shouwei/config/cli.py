"""The command ``shouwei``: a table of words, each a module of ``commands`` imported only when used."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from io import TextIOWrapper

from shouwei.config.postgres_binaries import LaunchError

COMMANDS = {
    "serve": "start everything and keep it running: [--port N] [--data DIR] [--plan FILE]",
    "test": "every check and test, browser tests included: [pytest arguments]",
    "check": "lint, types, contracts, house tests",
    "read-plan": "read a plan document and show what was understood: FILE [--json]",
    "account": "open an account: USERNAME NAME ROLE ORGANISATION",
    "backup": "write a backup: [--to DIR] [--keep N] [--passphrase-file FILE]",
    "verify-backup": "read a backup through and compare it with its manifest: FILE …",
    "restore": "put a backup in place: FILE [--into DIR] [--emergency REASON] [--passphrase-file FILE]",
    "demo": "fill an empty database with the sample group",
    "keys": "write docs/keys.md from the rooms' tables of keys",
    "rotate-keys": "a new key for encrypted columns, every value written anew under it: [--drop-old]",
    "verify-trail": "compute the trail's hash chain again and name the first break",
    "manage": "Django's own management commands, with the database at hand",
}


def main(argv: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Chinese letters shows marks, not a trace
    word = arguments[0] if arguments else "help"
    if word in ("help", "-h", "--help"):
        print(overview())
        return 0
    module = module_of(word)
    if word not in COMMANDS or find_spec(module) is None:
        print(f"shouwei: there is no command {word!r}.\n\n{overview()}", file=sys.stderr)
        return 2
    command: Callable[[list[str]], int] = import_module(module).main
    try:
        return command(arguments[1:])
    except LaunchError as refusal:
        print(f"shouwei: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("shouwei: interrupted", file=sys.stderr)
        return 130


def module_of(word: str) -> str:
    return f"shouwei.config.commands.{word.replace('-', '_')}"


def overview() -> str:
    present = {word: text for word, text in COMMANDS.items() if find_spec(module_of(word))}
    width = max(map(len, present))
    return "\n".join(["Commands:", *(f"  {word:<{width}}  {text}" for word, text in present.items())])


if __name__ == "__main__":
    sys.exit(main())
