"""What changes the catalog. Each service is one action in one transaction and raises the catalog's version."""

from layers.catalog.services.register_layer import register_layer, unregister_layer
from layers.catalog.services.runs import finish_run, open_run
from layers.catalog.services.summarise_layer import summarise_layer

__all__ = ["finish_run", "open_run", "register_layer", "summarise_layer", "unregister_layer"]
