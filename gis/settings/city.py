"""The city that this installation serves. A city changes these by environment, never in code."""

import os

CITY_NAME = {"vi": os.environ.get("DOTHI_CITY_VI", "Biên Hòa"), "en": os.environ.get("DOTHI_CITY_EN", "Biên Hòa")}
CITY_EPSG = int(os.environ.get("DOTHI_CITY_EPSG", "5899"))
"""Storage system of legal geometry: the province's VN-2000 zone (Đồng Nai: TM-3 107°45')."""
CITY_BBOX = tuple(float(v) for v in os.environ.get("DOTHI_CITY_BBOX", "106.8295,10.9365,106.8430,10.9480").split(","))
"""West, south, east, north in degrees: what the map opens on."""
