"""`./dothi lint`: every check that needs no database."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

import click

from gis.cli.options import json_option, report
from gis.setup import node
from gis.setup.places import FRONT_END, ROOT, VENV, VENV_PYTHON
from gis.setup.programs import run
from gis.setup.terminal import local, say


@dataclass(frozen=True)
class Check:
    """A program that ends with 0 when all is well."""

    name: str
    argv: list[str]
    folder: Path = ROOT


def checks() -> list[Check]:
    """In the order of how fast they fail."""
    python = str(VENV_PYTHON)
    found = [
        Check("ruff", [python, "-m", "ruff", "check", "--quiet", "."]),
        Check("imports", [python, str(VENV / "bin" / "lint-imports")]),
        Check("mypy", [python, "-m", "mypy"]),
    ]
    if (FRONT_END / "node_modules").is_dir():
        found.append(Check("tsc", [str(node.bin_folder() / "npm"), "run", "--silent", "check"], FRONT_END))
    return found


def run_checks() -> dict[str, str]:
    """Run them all and give the output of those that failed."""
    failed = {}
    for check in checks():
        start = time.monotonic()
        # The server's address must not decide what a check says.
        environment = {
            **node.environment(),
            "DATABASE_URL": os.environ.get("DATABASE_URL", "postgresql://127.0.0.1/none"),
        }
        outcome = run(check.argv, cwd=check.folder, environment=environment)
        say(f"• {check.name}: {'ok' if outcome.ok else 'FAILED'} {time.monotonic() - start:.1f} s")
        if not outcome.ok:
            failed[check.name] = outcome.output
    return failed


@click.command(
    "lint", help=local("Check style, types and the architecture.", "Kiểm tra quy tắc mã, kiểu và kiến trúc.")
)
@json_option
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Exit code 1 when a check found something."""
    failed = run_checks()
    found = "\n".join(f"{name}:\n{output}" for name, output in failed.items())
    report({"ok": not failed, "failed": failed}, found or "ok", as_json)
    context.exit(1 if failed else 0)
