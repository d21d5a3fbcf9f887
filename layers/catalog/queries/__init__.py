"""What is read from the catalog; returns dataclasses and changes nothing."""

from layers.catalog.queries.layers import (
    VERSION_SECONDS,
    DroppedField,
    LayerSummary,
    catalog_version,
    dropped_fields,
    every_layer,
    layer_exists,
    layers_in_use,
    loaded_run_of,
    state_in_use,
    stored_description,
    summary_in_use,
    version_in_use,
)

__all__ = [
    "VERSION_SECONDS",
    "DroppedField",
    "LayerSummary",
    "catalog_version",
    "dropped_fields",
    "every_layer",
    "layer_exists",
    "layers_in_use",
    "loaded_run_of",
    "state_in_use",
    "stored_description",
    "summary_in_use",
    "version_in_use",
]
