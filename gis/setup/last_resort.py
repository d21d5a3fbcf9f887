"""What should not have happened: nobody is shown a traceback, it is kept in var/log/errors.log and named."""

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from gis.errors import DothiError
from gis.setup.places import LOGS
from gis.setup.terminal import say_refusal


def report_defect(error: Exception) -> None:
    """Keep the traceback and say one coded sentence; with DOTHI_DEBUG=1 raise it again."""
    if os.environ.get("DOTHI_DEBUG") == "1":
        raise error
    say_refusal(DothiError("E-CLI-01", reason=f"{type(error).__name__}: {error}", log=keep(error)))


def keep(error: BaseException) -> Path | str:
    """Keep the traceback and say where; should that fail, the traceback itself."""
    path = LOGS / "errors.log"
    text = "".join(traceback.format_exception(error))
    try:
        LOGS.mkdir(parents=True, exist_ok=True)
        with path.open("a") as log:
            log.write(f"\n{datetime.now(UTC).isoformat()} {sys.argv[1:]}\n{text}")
    except OSError:
        return text
    return path
