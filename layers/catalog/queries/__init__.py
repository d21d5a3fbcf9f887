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
from layers.catalog.queries.lineage import Origin, lineage, origin_of
from layers.catalog.queries.runs import RunFacts, get_run, layer_of, list_runs

__all__ = [
    "VERSION_SECONDS",
    "DroppedField",
    "LayerSummary",
    "Origin",
    "RunFacts",
    "catalog_version",
    "dropped_fields",
    "every_layer",
    "get_run",
    "layer_exists",
    "layer_of",
    "layers_in_use",
    "lineage",
    "list_runs",
    "loaded_run_of",
    "origin_of",
    "state_in_use",
    "stored_description",
    "summary_in_use",
    "version_in_use",
]
