"""An import run: read, understand, map, clean, load, report. All or nothing."""

from importers.services.import_files import import_files
from importers.services.request import ImportReport, ImportRequest, refusal_as_json

__all__ = ["ImportReport", "ImportRequest", "import_files", "refusal_as_json"]
