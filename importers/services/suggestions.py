"""Which layers and templates a file's columns speak for, among those that somebody may fill or make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gis.spatial.kinds import GeometryKind
from importers.normalise.attributes import FieldTarget, match_columns
from layers.access.errors import NotAllowed
from layers.access.rights import Right
from layers.catalog.description import LayerDescription
from layers.catalog.queries import layers_in_use
from layers.features.authority import OPERATOR, Author
from layers.templates import TEMPLATES

MOST, LEAST_MATCHED = 6, 2


@dataclass(frozen=True)
class Suggestion:
    """A layer that is there, or a template for a new one. `matched`: how many columns find a field by their names."""

    name: str
    new: bool
    matched: int


def suggestions(columns: Sequence[str], kind: GeometryKind | None, by: Author) -> list[Suggestion]:
    """Best first: most columns matched; what is there before what would be made."""
    found = [
        Suggestion(one.name, new, _matched(columns, one))
        for one, new in (*((layer, False) for layer in fillable(by)), *((template, True) for template in makeable(by)))
        if kind is None or one.geometry_kind is kind
    ]
    good = [one for one in found if one.matched >= LEAST_MATCHED]
    return sorted(good, key=lambda one: (-one.matched, one.new, one.name))[:MOST]


def templates_for(columns: Sequence[str], kind: GeometryKind) -> list[str]:
    """The names of templates of that kind of geometry, those first whose fields the columns speak for."""
    fitting = [template for template in TEMPLATES.values() if template.geometry_kind is kind]
    matched = {template.name: _matched(columns, template) for template in fitting}
    return sorted(matched, key=lambda name: (-matched[name] if matched[name] >= LEAST_MATCHED else 0, name))


def fillable(by: Author) -> Iterator[LayerDescription]:
    """Layers that somebody may import into, with the fields that they know of."""
    if by is OPERATOR:
        yield from (summary.description for summary in layers_in_use())
        return
    yield from (layer for name, layer in by.layers.items() if by.may(Right.IMPORT, name))


def makeable(by: Author) -> Iterator[LayerDescription]:
    """Templates of which somebody may make a layer."""
    for template in TEMPLATES.values():
        if by is not OPERATOR:
            try:
                by.demand_described(Right.ADMINISTER, template)
                by.demand_described(Right.IMPORT, template)
            except NotAllowed:
                continue
        yield template


def _matched(columns: Sequence[str], layer: LayerDescription) -> int:
    targets = [FieldTarget(f.name, tuple(f.aliases), str(f.type.value_type)) for f in layer.fields]
    return len(match_columns(columns, targets))
