"""Every layer template that ships with the product, by name. Adding one = one entry in its theme's `templates.py`."""

from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from gis.errors import LayerRefused
from gis.spatial.crs import parse_crs
from layers.administration.templates import TEMPLATES as ADMINISTRATION
from layers.assets.templates import TEMPLATES as ASSETS
from layers.buildings.templates import TEMPLATES as BUILDINGS
from layers.catalog.description import LayerDescription
from layers.catalog.queries import layer_exists
from layers.environment.templates import TEMPLATES as ENVIRONMENT
from layers.features.services import create_layer
from layers.land.templates import TEMPLATES as LAND
from layers.permits.templates import TEMPLATES as PERMITS
from layers.planning.exchange import class_of, class_template, is_class_key
from layers.planning.templates import TEMPLATES as PLANNING
from layers.safety.templates import TEMPLATES as SAFETY
from layers.transport.templates import TEMPLATES as TRANSPORT
from layers.utilities.templates import TEMPLATES as UTILITIES

TEMPLATES: dict[str, LayerDescription] = {
    template.name: template
    for template in (
        *ADMINISTRATION, *LAND, *PLANNING, *BUILDINGS, *PERMITS, *TRANSPORT, *UTILITIES, *ASSETS, *ENVIRONMENT, *SAFETY
    )
}  # fmt: skip


def from_template(template: str, *, name: str | None = None, storage_crs: str | None = None) -> LayerDescription:
    """The description of a layer made from a template: stored where it is said, where the template says, or in the
    city's own zone.

    Raises:
        LayerRefused: E-LAYER-07. CrsRefused: E-CRS-01.
    """
    found = template_named(template)
    epsg = parse_crs(storage_crs).epsg if storage_crs else found.storage_epsg or settings.CITY_EPSG
    return found.instantiated(name=name or found.name, storage_epsg=epsg)


def template_named(name: str) -> LayerDescription:
    """The template of that name, or of that class of the exchange model (`database/dataset/class`).

    Raises:
        LayerRefused: E-LAYER-07 with the names there are.
    """
    if is_class_key(name):
        return class_template(class_of(name))
    if name not in TEMPLATES:
        raise LayerRefused("E-LAYER-07", name=name[:80], templates=", ".join(sorted(TEMPLATES)))
    return TEMPLATES[name]


@transaction.atomic
def create_from_template(
    template: str, *, name: str | None = None, storage_crs: str | None = None
) -> list[LayerDescription]:
    """Make a layer from a template, and before it the layers to which its fields lead, where they aren't there: from
    the templates of the same names, in the same system. All or none; the layer that was asked for is the last.

    Raises:
        LayerRefused: E-LAYER-07, E-LAYER-04 the name is taken, E-LAYER-01. CrsRefused: E-CRS-01.
    """
    wanted = from_template(template, name=name, storage_crs=storage_crs)
    made = [*_missing_targets(wanted, storage_crs, {wanted.name}), wanted]
    for description in made:
        create_layer(description)
    return made


def _missing_targets(layer: LayerDescription, storage_crs: str | None, seen: set[str]) -> Iterator[LayerDescription]:
    """What has to be there before the layer, what others need first."""
    for target in (field.target for field in layer.fields if field.target):
        if target not in seen and target in TEMPLATES and not layer_exists(target):
            seen.add(target)
            description = from_template(target, storage_crs=storage_crs)
            yield from _missing_targets(description, storage_crs, seen)
            yield description
