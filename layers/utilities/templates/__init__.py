"""Templates of utility networks: water supply, drainage and sewerage, power, telecommunication and shared ducts."""

from layers.utilities.templates.drainage import (
    DETENTION_BASINS,
    DRAINAGE_PIPES,
    MANHOLES,
    OUTFALLS,
    WASTEWATER_PLANTS,
)
from layers.utilities.templates.power import POWER_CABINETS, POWER_LINES, POWER_POLES, POWER_SUBSTATIONS
from layers.utilities.templates.telecom import DUCTS, TELECOM_CABINETS, TELECOM_LINES, TELECOM_STATIONS
from layers.utilities.templates.water import HYDRANTS, VALVES, WATER_PIPES
from layers.utilities.templates.water_works import WATER_METERS, WATER_PLANTS, WATER_PUMPS, WATER_SOURCES, WATER_TANKS

TEMPLATES = (
    WATER_PIPES, HYDRANTS, VALVES, WATER_SOURCES, WATER_PLANTS, WATER_TANKS, WATER_PUMPS, WATER_METERS,
    DRAINAGE_PIPES, MANHOLES, OUTFALLS, DETENTION_BASINS, WASTEWATER_PLANTS,
    POWER_SUBSTATIONS, POWER_LINES, POWER_POLES, POWER_CABINETS,
    TELECOM_STATIONS, TELECOM_LINES, TELECOM_CABINETS, DUCTS,
)  # fmt: skip
