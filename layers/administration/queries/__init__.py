"""What is known of administrative units beyond their outlines: their names by code and era, and what became of them."""

from layers.administration.queries.communes import (
    Commune,
    CommuneMatch,
    commune_at_survey,
    former_communes_coded,
    former_communes_like,
    present_commune,
    present_communes_like,
    province_of,
)
from layers.administration.queries.gazetteer import forget
from layers.administration.queries.places import (
    CommuneGround,
    Ground,
    ground_around,
    ground_of,
    zones_of_commune,
)
from layers.administration.queries.units import (
    FIRST_DAY,
    REFORM,
    Era,
    Level,
    Unit,
    UnitMatch,
    UnitName,
    find_unit,
    predecessors,
    successors,
    unit_at,
    units_named,
)

__all__ = [
    "FIRST_DAY",
    "REFORM",
    "Commune",
    "CommuneGround",
    "CommuneMatch",
    "Era",
    "Ground",
    "Level",
    "Unit",
    "UnitMatch",
    "UnitName",
    "commune_at_survey",
    "find_unit",
    "forget",
    "former_communes_coded",
    "former_communes_like",
    "ground_around",
    "ground_of",
    "predecessors",
    "present_commune",
    "present_communes_like",
    "province_of",
    "successors",
    "unit_at",
    "units_named",
    "zones_of_commune",
]
