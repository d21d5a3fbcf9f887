"""Templates of planning: plans, their lots, lines and areas. The 153 classes of the official exchange model are
templates too: `layers.planning.exchange`."""

from layers.planning.templates.areas import (
    ARCHITECTURAL_AREAS,
    BOUNDARY_MARKERS,
    FLOOD_AREAS,
    HEIGHT_LIMITS,
    HERITAGE_SITES,
)
from layers.planning.templates.plans import BUILDING_LINES, PLANS, PROTECTION_CORRIDORS, RED_LINES
from layers.planning.templates.zoning import ZONING

TEMPLATES = (
    PLANS, ZONING, RED_LINES, BUILDING_LINES, PROTECTION_CORRIDORS, HERITAGE_SITES, FLOOD_AREAS, HEIGHT_LIMITS,
    ARCHITECTURAL_AREAS, BOUNDARY_MARKERS,
)  # fmt: skip
