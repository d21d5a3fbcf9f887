"""What changes the catalog. Each service is one action in one transaction and raises the catalog's version."""

from layers.catalog.services.describe_layer import describe_layer_anew
from layers.catalog.services.fields import describe_field, hide_field, register_field, rename_hidden, show_field
from layers.catalog.services.register_layer import register_layer, unregister_layer
from layers.catalog.services.runs import close_abandoned_runs, finish_run, let_go_of, mark_undone, open_run
from layers.catalog.services.summarise_layer import note_edit, note_moved, summarise_layer

__all__ = [
    "close_abandoned_runs",
    "describe_field",
    "describe_layer_anew",
    "finish_run",
    "hide_field",
    "let_go_of",
    "mark_undone",
    "note_edit",
    "note_moved",
    "open_run",
    "register_field",
    "register_layer",
    "rename_hidden",
    "show_field",
    "summarise_layer",
    "unregister_layer",
]
