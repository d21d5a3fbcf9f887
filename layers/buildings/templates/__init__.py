"""Templates of buildings and of the housing and offices that public bodies look after."""

from layers.buildings.templates.buildings import BUILDINGS
from layers.buildings.templates.housing import APARTMENT_BUILDINGS, OFFICES, OFFICIAL_RESIDENCES, PUBLIC_HOUSING

TEMPLATES = (BUILDINGS, APARTMENT_BUILDINGS, OFFICIAL_RESIDENCES, PUBLIC_HOUSING, OFFICES)
