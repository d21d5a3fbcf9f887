"""Templates of a city's inventories: trees and green, lighting, public places."""

from layers.assets.templates.lighting import (
    LIGHT_CABINETS,
    LIGHT_CIRCUITS,
    LIGHT_POLES,
    LIGHT_STATIONS,
    LIGHTS,
    LUMINAIRES,
)
from layers.assets.templates.public_places import (
    CEMETERIES,
    CULTURAL_FACILITIES,
    HEALTH_FACILITIES,
    MARKETS,
    PUBLIC_WIFI,
    SCHOOLS,
    TOURISM_SITES,
    WASTE_POINTS,
)
from layers.assets.templates.trees import GREEN_AREAS, PARKS, TREES

TEMPLATES = (
    TREES, LIGHTS, LIGHT_CABINETS, LIGHT_STATIONS, LIGHT_CIRCUITS, LIGHT_POLES, LUMINAIRES,
    SCHOOLS, PARKS, GREEN_AREAS, CEMETERIES, HEALTH_FACILITIES, CULTURAL_FACILITIES, MARKETS, TOURISM_SITES,
    WASTE_POINTS, PUBLIC_WIFI,
)  # fmt: skip
