"""What is read from the catalog; returns dataclasses and changes nothing."""

from layers.catalog.queries.layers import (
    LayerSummary,
    catalog_version,
    describe_layer,
    describe_layers,
    layer_exists,
    list_layers,
    loaded_run_of,
    stored_description,
    summarised,
    version_in_use,
)

__all__ = [
    "LayerSummary",
    "catalog_version",
    "describe_layer",
    "describe_layers",
    "layer_exists",
    "list_layers",
    "loaded_run_of",
    "stored_description",
    "summarised",
    "version_in_use",
]
