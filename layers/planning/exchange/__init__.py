"""The exchange model of urban and rural plans: Circular 16/2025/TT-BXD, Annex II (consolidated 59/VBHN-BXD, 2 July
2026): four databases of datasets, 153 classes, delivered as .gdb or .gpkg.

The classes stand in `layers/planning/data/tt16_geodatabase_classes.csv`; everything here is derived from that table.
"""

from layers.planning.exchange.model import (
    DATABASES,
    MODEL,
    ExchangeClass,
    ExchangeField,
    class_of,
    classes,
    classes_named,
    is_class_key,
    recognised_class,
)
from layers.planning.exchange.names import layer_name
from layers.planning.exchange.template import class_template

__all__ = [
    "DATABASES",
    "MODEL",
    "ExchangeClass",
    "ExchangeField",
    "class_of",
    "class_template",
    "classes",
    "classes_named",
    "is_class_key",
    "layer_name",
    "recognised_class",
]
