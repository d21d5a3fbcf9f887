from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db import transaction

from gis.errors import LayerRefused
from gis.spatial.crs import Crs, parse_crs
from layers.catalog.description import LayerDescription
from layers.catalog.queries import every_layer
from layers.features.services import create_layer
from layers.planning.exchange import classes
from layers.planning.exchange.asked import asked_databases, asked_prefix
from layers.planning.exchange.names import layer_name
from layers.planning.exchange.template import class_template


@dataclass(frozen=True)
class ModelLayers:
    """The names of the layers that were made and of those that were there."""

    created: tuple[str, ...]
    existing: tuple[str, ...]


def create_model(
    model: str, *, prefix: str = "", storage_crs: str | None = None, databases: Sequence[str] = ()
) -> ModelLayers:
    """Make a layer of every class of the exchange model, stored where it is said or in the city's zone.

    Layers of the model that are there stay as they are, so that a call that was cut off is ended by another. What can
    be refused is refused before anything is made; then one transaction a dataset, because the locks of 153 times three
    tables with their indexes at once come near what a server with default settings holds.

    Raises:
        LayerRefused: E-MODEL-01 to 03, E-LAYER-04 another layer has a name, E-LAYER-08 a layer of the model is stored
            in another system than the one said. CrsRefused: E-CRS-01.
    """
    wanted = asked_databases(model, databases)
    epsg = parse_crs(storage_crs).epsg if storage_crs else settings.CITY_EPSG
    prefix = asked_prefix(prefix)
    there = {summary.description.name: summary.description for summary in every_layer()}
    missing, existing = [], []
    for one in (one for one in classes() if one.database in wanted):
        description = class_template(one).instantiated(name=layer_name(one, prefix), storage_epsg=epsg)
        if description.name in there:
            _check_same(there[description.name], description, storage_said=storage_crs is not None)
            existing.append(description.name)
        else:
            missing.append((one, description))
    for _, dataset in groupby(missing, key=lambda pair: (pair[0].database, pair[0].dataset)):
        with transaction.atomic():
            for _, description in dataset:
                create_layer(description)
    return ModelLayers(tuple(description.name for _, description in missing), tuple(existing))


def _check_same(found: LayerDescription, wanted: LayerDescription, *, storage_said: bool) -> None:
    if found.template != wanted.template:
        raise LayerRefused("E-LAYER-04", name=found.name)
    if storage_said and found.storage_epsg != wanted.storage_epsg:
        raise LayerRefused("E-LAYER-08", name=found.name, template=found.template, storage=str(Crs(found.storage_epsg)))
