"""An import that was refused or interrupted is done again, with the words that were said then."""

from collections.abc import Callable
from pathlib import Path

from gis.errors import InvalidRequest
from importers.services.import_files import import_files, sweep
from importers.services.request import ImportReport, requested
from layers.catalog.queries import get_run
from layers.features.authority import Author


def resume_run(run_id: int, *, by: Author, progress: Callable[[int, int], None]) -> list[ImportReport]:
    """Load all files of the command that this run was part of; what was loaded by then stays out, as ever.

    Nothing of an interrupted import is left in the layer, so it begins anew.

    Raises:
        NotFound: E-RUN-08 no such run. InvalidRequest: E-RUN-13 it was loaded, is still running, or has no words of its
            own. And whatever refuses the import.
    """
    sweep()
    run = get_run(run_id)
    files = run.options.get("files")
    if run.state != "refused" or not files:
        raise InvalidRequest("E-RUN-13", run=run_id, state=run.state)
    return import_files([requested(Path(path), run.layer, by, run.options, progress=progress) for path in files])
