"""What a layer's features can be filtered by: its fields as far as they are seen, and what every layer has."""

from layers.access.seen import SeenLayer
from layers.catalog.description import FieldDescription, FieldType, Title

GEOMETRY = "geom"
ID = FieldDescription("id", Title("Mã đối tượng", "Number of the feature"), FieldType.INTEGER)
VALID_FROM = FieldDescription("valid_from", Title("Có hiệu lực từ ngày", "Valid from this day on"), FieldType.DATE)
VALID_TO = FieldDescription(
    "valid_to",
    Title("Hết hiệu lực từ ngày (trống: còn hiệu lực)", "Not valid any more from this day on (empty: still valid)"),
    FieldType.DATE,
)
ALWAYS = (ID, VALID_FROM, VALID_TO)
"""No field of a layer may be called so."""
_COLUMNS = {ID.name: "public_id"}


def queryables(seen: SeenLayer) -> tuple[FieldDescription, ...]:
    """All but the geometry, in the order of the layer's fields."""
    return (*seen.fields, *ALWAYS)


def column(name: str) -> str:
    """The column that holds a queryable."""
    return _COLUMNS.get(name, name)
