"""Templates of land: parcels, land-use plans, inventory, prices, and the projects that use it."""

from layers.land.templates.land_use import ANNUAL_LAND_USE_PLAN, LAND_INVENTORY, LAND_PRICE_ZONES, LAND_USE_PLAN
from layers.land.templates.parcels import PARCELS
from layers.land.templates.projects import INDUSTRIAL_ZONES, INVESTMENT_PROJECTS

TEMPLATES = (
    PARCELS, LAND_USE_PLAN, ANNUAL_LAND_USE_PLAN, LAND_INVENTORY, LAND_PRICE_ZONES, INVESTMENT_PROJECTS,
    INDUSTRIAL_ZONES,
)  # fmt: skip
