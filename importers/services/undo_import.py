"""An import is taken back, and what hangs on its features is found anew."""

from importers.services.communes import refresh_after_outlines
from layers.features.authority import Author
from layers.features.queries.communes import COMMUNES_LAYER
from layers.features.services import Undone, undo_run


def undo_import(run_id: int, *, by: Author, keep_later: bool = False) -> Undone:
    """As `undo_run`; after outlines of communes the features of every other layer get their codes anew.

    Raises:
        DothiError: see `undo_run`.
    """
    undone = undo_run(run_id, by=by, keep_later=keep_later)
    if undone.layer == COMMUNES_LAYER:
        refresh_after_outlines()
    return undone
