"""What makes and fills the tables behind layers."""

from layers.features.services.create_layer import create_layer, index_layer, remove_layer
from layers.features.services.staging import Staging

__all__ = ["Staging", "create_layer", "index_layer", "remove_layer"]
