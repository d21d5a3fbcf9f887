"""What `./dothi` runs: makes ready what the command needs, then becomes the command line in the environment."""

import os
import sys
from typing import NoReturn

from gis.errors import DothiError
from gis.setup.before_setup import answer
from gis.setup.last_resort import report_defect
from gis.setup.places import VENV_PYTHON
from gis.setup.plan import NEEDS, make_ready
from gis.setup.python_environment import STAMP
from gis.setup.terminal import say, say_refusal


def main(arguments: list[str]) -> NoReturn:
    """Never returns: exits, or becomes `python -m gis.cli` of the virtual environment."""
    command = arguments[0] if arguments else "help"
    asks_for_help = bool({"--help", "-h"} & set(arguments[:2]))
    try:
        if command in NEEDS and not asks_for_help:
            make_ready(NEEDS[command], long_tests="--long" in arguments)
    except DothiError as refusal:
        say_refusal(refusal)
        sys.exit(1)
    except KeyboardInterrupt:
        say("")
        sys.exit(130)
    except Exception as error:  # noqa: BLE001  the last resort, see there
        report_defect(error)
        sys.exit(1)
    if not (VENV_PYTHON.exists() and STAMP.exists()):
        sys.exit(answer(arguments))
    os.execv(VENV_PYTHON, [str(VENV_PYTHON), "-P", "-m", "gis.cli", *arguments])  # noqa: S606  no shell wanted


main(sys.argv[1:])
