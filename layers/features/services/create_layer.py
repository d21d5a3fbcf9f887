from django.db import transaction

from layers.catalog.description import LayerDescription
from layers.catalog.services import register_layer, unregister_layer
from layers.features.services.ddl import run_ddl
from layers.features.tables import create_indexes, create_tables, create_triggers, drop_tables


@transaction.atomic
def create_layer(description: LayerDescription, *, indexed: bool = True) -> None:
    """Register the layer and make its tables, in one transaction.

    With `indexed=False` the caller loads in bulk first and calls `index_layer` in the same transaction.

    Raises:
        LayerRefused: see `register_layer`.
    """
    register_layer(description)
    run_ddl([*create_tables(description), *create_triggers(description)])
    if indexed:
        index_layer(description)


def index_layer(description: LayerDescription) -> None:
    """Make keys, constraints and spatial indexes of freshly made tables."""
    run_ddl(create_indexes(description))


@transaction.atomic
def remove_layer(name: str) -> None:
    """Take a layer with all its features and history away for good."""
    run_ddl(drop_tables(name))
    unregister_layer(name)
