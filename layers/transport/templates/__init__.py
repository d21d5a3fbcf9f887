"""Templates of transport: roads, works on them, and what stands beside them."""

from layers.transport.templates.roads import ROADS
from layers.transport.templates.works import (
    ACCIDENT_BLACK_SPOTS,
    BRIDGES,
    BUS_STOPS,
    JUNCTIONS,
    PARKING,
    TRAFFIC_SIGNALS,
)

TEMPLATES = (ROADS, BRIDGES, JUNCTIONS, TRAFFIC_SIGNALS, PARKING, BUS_STOPS, ACCIDENT_BLACK_SPOTS)
