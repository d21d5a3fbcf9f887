"""An import run: read, understand, map, clean, load, report. All or nothing, and taken back whole."""

from importers.services.import_files import import_files, sweep
from importers.services.request import ImportReport, ImportRequest, Mode, refusal_as_json, requested
from importers.services.resume_run import resume_run
from importers.services.undo_import import undo_import

__all__ = [
    "ImportReport",
    "ImportRequest",
    "Mode",
    "import_files",
    "refusal_as_json",
    "requested",
    "resume_run",
    "sweep",
    "undo_import",
]
