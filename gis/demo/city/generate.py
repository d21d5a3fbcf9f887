"""The whole city in memory: one frame a layer, all in EPSG:5899, the same for the same number of parcels."""

from dataclasses import dataclass, fields

import geopandas as gpd

from gis.demo.city import DEFAULT_SIZE, assets, networks, places
from gis.demo.city.buildings import buildings
from gis.demo.city.communes import commune_of, former_communes
from gis.demo.city.parcels import parcels
from gis.demo.city.planning import plans
from gis.demo.city.roads import roads
from gis.demo.city.settlement import settle


@dataclass(frozen=True)
class City:
    """A layer a field; columns beyond those delivered (`block`, `quarter`, …) serve the generator and its tests."""

    former_communes: gpd.GeoDataFrame
    roads: gpd.GeoDataFrame
    parcels: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame
    plans: gpd.GeoDataFrame
    general_zoning: gpd.GeoDataFrame
    zoning: gpd.GeoDataFrame
    red_lines: gpd.GeoDataFrame
    building_lines: gpd.GeoDataFrame
    trees: gpd.GeoDataFrame
    lights: gpd.GeoDataFrame
    light_cabinets: gpd.GeoDataFrame
    water_pipes: gpd.GeoDataFrame
    hydrants: gpd.GeoDataFrame
    valves: gpd.GeoDataFrame
    drainage_pipes: gpd.GeoDataFrame
    manholes: gpd.GeoDataFrame
    schools: gpd.GeoDataFrame
    parks: gpd.GeoDataFrame
    cemeteries: gpd.GeoDataFrame
    water_surfaces: gpd.GeoDataFrame
    protection_corridors: gpd.GeoDataFrame

    def counts(self) -> dict[str, int]:
        """How many features each layer has."""
        return {field.name: len(getattr(self, field.name)) for field in fields(self)}


def city(size: int = DEFAULT_SIZE) -> City:
    """Make the city of `size` parcels (2,000 to 300,000)."""
    settlement = settle(size)
    communes = commune_of(settlement.quarters, settlement.ground)
    streets = roads(settlement, communes)
    lots = parcels(settlement, streets, communes)
    green = places.parks(lots)
    planned = plans(settlement, streets, communes)
    net = networks.edges(streets)
    water, drainage = networks.water(net), networks.drainage(net, settlement.ground)
    lamps, cabinets = assets.lights(streets)
    return City(
        former_communes=former_communes(settlement.quarters, communes, settlement.ground),
        roads=streets,
        parcels=lots,
        buildings=buildings(settlement, lots, streets),
        plans=planned.plans,
        general_zoning=planned.general,
        zoning=planned.zoning,
        red_lines=planned.red_lines,
        building_lines=planned.building_lines,
        trees=assets.trees(settlement, streets, lots),
        lights=lamps,
        light_cabinets=cabinets,
        water_pipes=water.pipes,
        hydrants=water.hydrants,
        valves=water.valves,
        drainage_pipes=drainage.pipes,
        manholes=drainage.manholes,
        schools=places.schools(lots),
        parks=green,
        cemeteries=places.cemeteries(lots),
        water_surfaces=places.water_surfaces(settlement.ground, lots),
        protection_corridors=places.protection_corridors(settlement.ground),
    )
