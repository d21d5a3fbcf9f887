"""`./dothi test`: every check, then every test on a real database."""

import os
import subprocess

import click

from gis import cluster
from gis.cli.interruption import left_to_child
from gis.cli.lint import run_checks
from gis.setup.places import ROOT, VENV_PYTHON
from gis.setup.terminal import local, say

OWN_WORKERS = ("-n", "--numprocesses", "--pdb", "--trace", "-s")


@click.command(
    "test",
    context_settings={"ignore_unknown_options": True},
    help=local(
        "Run every check and test; further words go to pytest.",
        "Chạy mọi phép kiểm tra; các từ thêm vào được chuyển cho pytest.",
    ),
)
@click.option("--long", "with_long", is_flag=True, help=local("The long ones too.", "Cả các phép thử lâu."))
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[PYTEST OPTIONS]")
@click.pass_context
def command(context: click.Context, with_long: bool, words: tuple[str, ...]) -> None:
    """With pytest words only the tests run: whoever asks for one file doesn't want the checks of all."""
    failed = {} if words else run_checks()
    for name, output in failed.items():
        say(f"\n{name}:\n{output}")
    with cluster.for_tests() as url, left_to_child():
        code = subprocess.run(  # noqa: S603  argv is a list, never a shell line
            [str(VENV_PYTHON), "-P", "-m", "pytest", *_options(with_long, words)],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url, "DOTHI_LONG": "1" if with_long else ""},
            check=False,
        ).returncode
    # Nothing is printed after pytest's closing line, which CI reads.
    context.exit(code or (1 if failed else 0))


def _options(with_long: bool, words: tuple[str, ...]) -> list[str]:
    options = [] if with_long else ["-m", "not long"]
    narrowed = any(word.startswith(OWN_WORKERS) or "::" in word or word.endswith(".py") for word in words)
    if not narrowed:
        # A file's tests stay in one process: they share its fixtures and its database. xdist would have files with many
        # tests first; tests/longest_first.py puts those first that take long.
        options += ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile", "--no-loadscope-reorder"]
    return [*options, *words]
