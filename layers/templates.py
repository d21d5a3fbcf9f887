"""Every layer template that ships with the product, by name. Adding one = one entry in its theme's `templates.py`."""

from django.conf import settings

from gis.errors import LayerRefused
from gis.spatial.crs import parse_crs
from layers.administration.templates import TEMPLATES as ADMINISTRATION
from layers.assets.templates import TEMPLATES as ASSETS
from layers.catalog.description import LayerDescription
from layers.land.templates import TEMPLATES as LAND
from layers.planning.templates import TEMPLATES as PLANNING
from layers.transport.templates import TEMPLATES as TRANSPORT
from layers.utilities.templates import TEMPLATES as UTILITIES

TEMPLATES: dict[str, LayerDescription] = {
    template.name: template for template in (*ADMINISTRATION, *LAND, *PLANNING, *TRANSPORT, *UTILITIES, *ASSETS)
}


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
    """The template of that name.

    Raises:
        LayerRefused: E-LAYER-07 with the names there are.
    """
    if name not in TEMPLATES:
        raise LayerRefused("E-LAYER-07", name=name, templates=", ".join(sorted(TEMPLATES)))
    return TEMPLATES[name]
