"""What is known of administrative units beyond their outlines: their names by code and era."""

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

__all__ = [
    "Commune",
    "CommuneMatch",
    "commune_at_survey",
    "former_communes_coded",
    "former_communes_like",
    "present_commune",
    "present_communes_like",
    "province_of",
]
