"""What makes and fills the tables behind layers."""

from layers.features.services.bulk_load import BulkLoad
from layers.features.services.create_layer import create_layer, finish_layer, remove_layer

__all__ = ["BulkLoad", "create_layer", "finish_layer", "remove_layer"]
