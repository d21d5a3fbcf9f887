"""The View: what one viewer may see and do of the catalog. This is the one place where that is decided.

Two viewers with the same grants have the same View, so that whatever is made of it (descriptions, API objects, kept
documents) is made once for them, and is never shown to anybody else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from gis.errors import NotFound
from layers.access.errors import NotAllowed
from layers.access.grants import Communes, Grant, access_class
from layers.access.rights import Right, chooses
from layers.access.seen import RowRule, SeenLayer
from layers.access.withheld import Withheld
from layers.catalog.description import FieldDescription, LayerDescription

NOWHERE: frozenset[str] = frozenset()


class View:
    """The layers that may be known of, cut to what may be seen of them; and where what may be done."""

    def __init__(
        self, grants: frozenset[Grant], catalog: Iterable[LayerDescription], withheld: Sequence[Withheld] = ()
    ) -> None:
        self.grants = grants
        self.access_class = access_class(grants)
        self.withheld_class = sha256(repr(sorted(area.key for area in withheld)).encode()).hexdigest()[:8]
        self._described = {one.name: one for one in catalog}
        self._places: dict[tuple[Right, str], Communes] = {}
        seen = [one for one in self._described.values() if self._place(Right.SEE, one) != NOWHERE]
        known = {one.name for one in seen}
        self.layers: Mapping[str, SeenLayer] = {one.name: self._cut(one, known, withheld) for one in seen}

    @cached_property
    def is_partial(self) -> bool:
        """Whether not every row of some layer is seen, so that counts and extents are this view's own."""
        return any(one.rows.communes is not None or one.rows.withheld for one in self.layers.values())

    def layer(self, name: str) -> SeenLayer:
        """One layer as it is seen.

        Raises:
            NotFound: E-LAYER-05 where no such layer may be known.
        """
        found = self.layers.get(name)
        if found is None:
            raise NotFound("E-LAYER-05", name=name[:80])
        return found

    def place(self, right: Right, name: str) -> Communes:
        """Where the right holds in a layer: in those communes, everywhere (None) or nowhere (an empty set). Nothing can
        be done where nothing is seen."""
        if name not in self.layers:
            return NOWHERE
        return self._place(right, self._described[name])

    def may(self, right: Right, name: str) -> bool:
        """Whether the right holds anywhere in the layer."""
        return self.place(right, name) != NOWHERE

    def demand(self, right: Right, name: str) -> Communes:
        """Where the right holds.

        Raises:
            NotFound: E-LAYER-05 where no such layer may be known. NotAllowed: E-ACCESS-01 where it holds nowhere.
        """
        self.layer(name)
        place = self.place(right, name)
        if place == NOWHERE:
            raise NotAllowed("E-ACCESS-01", right=str(right), layer=name)
        return place

    def demand_described(self, right: Right, layer: LayerDescription) -> Communes:
        """As `demand`, of a layer that need not be there yet.

        Raises:
            NotAllowed: E-ACCESS-01.
        """
        place = _together([g for g in self.grants if g.right is right and chooses(g.choice, layer, g.organisation)])
        if place == NOWHERE:
            raise NotAllowed("E-ACCESS-01", right=str(right), layer=layer.name)
        return place

    def demand_in(self, right: Right, name: str, commune: str | None) -> None:
        """As `demand`, for what lies in a commune (None: in none that is known).

        Raises:
            NotAllowed: E-ACCESS-09 where it lies outside of where the right holds.
        """
        place = self.demand(right, name)
        if place is not None and commune not in place:
            raise NotAllowed("E-ACCESS-09", right=str(right), layer=name)

    def _place(self, right: Right, layer: LayerDescription) -> Communes:
        key = (right, layer.name)
        if key not in self._places:
            held = [g for g in self.grants if g.right is right and chooses(g.choice, layer, g.organisation)]
            self._places[key] = _together(held)
        return self._places[key]

    def _cut(self, layer: LayerDescription, known: set[str], withheld: Sequence[Withheld]) -> SeenLayer:
        see, personal = self._place(Right.SEE, layer), self._place(Right.SEE_PERSONAL, layer)
        shown = tuple(_known_target(one, known) for one in layer.fields if personal != NOWHERE or not one.personal)
        partial = {}
        if personal is not None and personal != NOWHERE and personal != see:
            partial = {one.name: personal for one in shown if one.personal}
        cleared = self._place(Right.SEE_WITHHELD, layer)
        areas = () if cleared is None else tuple(a for a in withheld if any(chooses(c, layer, "") for c in a.choices))
        rule = RowRule(see, partial, areas, cleared or NOWHERE)
        names = {one.name for one in shown}
        return SeenLayer.of(
            layer,
            fields=shown,
            key_fields=tuple(name for name in layer.key_fields if name in names),
            title_field=layer.title_field if layer.title_field in names else "",
            style=_known_style(layer.style, names),
            rows=rule,
        )


def _together(held: Sequence[Grant]) -> Communes:
    """All places of some grants together."""
    found: set[str] = set()
    for grant in held:
        if grant.communes is None:
            return None
        found |= grant.communes
    return frozenset(found)


def _known_style(style: Mapping[str, Any], known: set[str]) -> Mapping[str, Any]:
    """A style that draws by a field that may not be known of draws all alike."""
    field = style.get("field")
    if field is None or field in known:
        return style
    return {**style, "field": None, "classes": []}


def _known_target(field: FieldDescription, known: set[str]) -> FieldDescription:
    """A link to a layer that may not be known of leads to no layer."""
    return replace(field, target="") if field.target and field.target not in known else field
