"""What is read from the catalog; returns dataclasses and changes nothing."""

from layers.catalog.queries.layers import (
    VERSION_SECONDS,
    DroppedField,
    LayerSummary,
    catalog_version,
    describe_layer,
    describe_layers,
    dropped_fields,
    every_layer,
    layer_exists,
    list_layers,
    loaded_run_of,
    state_in_use,
    stored_description,
    summarised,
    version_in_use,
)

__all__ = [
    "VERSION_SECONDS",
    "DroppedField",
    "LayerSummary",
    "catalog_version",
    "describe_layer",
    "describe_layers",
    "dropped_fields",
    "every_layer",
    "layer_exists",
    "list_layers",
    "loaded_run_of",
    "state_in_use",
    "stored_description",
    "summarised",
    "version_in_use",
]
