"""Runs the command line, and is the one place where its errors become text and exit codes."""

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

import click

from gis.cli.group import dothi
from gis.cli.interruption import end_cleanly_on_signals
from gis.errors import DothiError
from gis.setup.places import LOGS
from gis.setup.terminal import say, say_refusal

INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Run one command and give its exit code."""
    end_cleanly_on_signals()
    try:
        code = dothi.main(arguments, prog_name="./dothi", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except DothiError as refusal:
        say_refusal(refusal)
        return 1
    except click.ClickException as wrong_usage:
        wrong_usage.show()
        return wrong_usage.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:  # the last resort: nobody is shown a traceback, it is kept
        if os.environ.get("DOTHI_DEBUG") == "1":
            raise
        say_refusal(DothiError("E-CLI-01", reason=f"{type(error).__name__}: {error}", log=_keep_traceback()))
        return 1


def _keep_traceback() -> Path:
    path = LOGS / "errors.log"
    try:
        LOGS.mkdir(parents=True, exist_ok=True)
        with path.open("a") as log:
            log.write(f"\n{datetime.now(UTC).isoformat()} {sys.argv[1:]}\n{traceback.format_exc()}")
    except OSError as error:
        say(f"{path}: {error}")
        traceback.print_exc()
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
