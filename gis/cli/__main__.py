"""Runs the command line, and is the one place where its errors become text and exit codes."""

import sys

import click

from gis.cli.group import dothi
from gis.cli.interruption import end_cleanly_on_signals
from gis.errors import DothiError
from gis.setup.last_resort import report_defect
from gis.setup.terminal import say_refusal

INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Run one command as this process's whole work, and give its exit code."""
    end_cleanly_on_signals()
    return run(arguments)


def run(arguments: list[str]) -> int:
    """Run one command and give its exit code."""
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
    except Exception as error:  # noqa: BLE001  the last resort, see there
        report_defect(error)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
