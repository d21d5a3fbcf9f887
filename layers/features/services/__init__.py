"""What makes, changes and fills the tables behind layers."""

from layers.features.services.add_features import add_features
from layers.features.services.apply_edits import apply_edits
from layers.features.services.bulk_load import BulkLoad, Loaded
from layers.features.services.change_field import change_field
from layers.features.services.change_key import change_key
from layers.features.services.commune_codes import layers_with_communes
from layers.features.services.create_layer import create_layer, finish_layer, remove_layer
from layers.features.services.difference import Absent, Difference, Wanted
from layers.features.services.fields import add_field, drop_field, restore_field
from layers.features.services.refresh_communes import Refreshed, refresh_communes
from layers.features.services.restore_version import restore_version
from layers.features.services.undo_run import Undone, undo_run
from layers.features.services.write_feature import (
    Written,
    add_feature,
    change_feature,
    remove_feature,
    replace_feature,
)

__all__ = [
    "Absent",
    "BulkLoad",
    "Difference",
    "Loaded",
    "Refreshed",
    "Undone",
    "Wanted",
    "Written",
    "add_feature",
    "add_features",
    "add_field",
    "apply_edits",
    "change_feature",
    "change_field",
    "change_key",
    "create_layer",
    "drop_field",
    "finish_layer",
    "layers_with_communes",
    "refresh_communes",
    "remove_feature",
    "remove_layer",
    "replace_feature",
    "restore_field",
    "restore_version",
    "undo_run",
]
