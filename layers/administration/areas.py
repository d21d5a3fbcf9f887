"""Areas of rights as communes: which communes of today an administrative unit of today has."""

from collections.abc import Sequence

from layers.administration.queries.gazetteer import gazetteer
from layers.administration.queries.units import Era, Level


def communes_of_unit(code: str) -> Sequence[str]:
    """The communes of a province, or a commune itself, by the code it bears today; none where no unit does."""
    known = gazetteer()
    entry = known.on(code, Era.TODAY.day)
    if entry is None:
        return []
    if entry.level == Level.COMMUNE:
        return [entry.code]
    return sorted(one.code for one in known.inside(entry) if one.level == Level.COMMUNE)
