"""A layer as one viewer sees it: the description without what may not be known, and the rule for its rows.

Whatever reads features takes a `SeenLayer`. What isn't in it can't be asked for, filtered by, sorted by or searched,
and no query needs to know why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from hashlib import sha256
from typing import Any

from layers.access.grants import Communes
from layers.access.withheld import AreaSet, Withheld
from layers.catalog.description import LayerDescription


@dataclass(frozen=True)
class RowRule:
    """Which rows are seen, and what of each.

    `communes`: rows of those communes alone (None: every row). `partial`: fields that are seen in rows of some communes
    and are empty in others. `withheld`: the areas in which rows are dropped or generalised, but for those of the
    `cleared` communes (None: cleared everywhere, and then `withheld` is empty).
    """

    communes: Communes = None
    partial: Mapping[str, frozenset[str]] = field(default_factory=dict)
    withheld: tuple[Withheld, ...] = ()
    cleared: frozenset[str] = frozenset()

    @property
    def is_plain(self) -> bool:
        """Whether every row is seen as it is."""
        return self.communes is None and not self.partial and not self.withheld

    @cached_property
    def key(self) -> str:
        """The same for rules that show the same rows."""
        areas = sorted(area.key for area in self.withheld)
        return sha256(
            repr((sorted(self.communes or ()), self.communes is None, areas, sorted(self.cleared))).encode()
        ).hexdigest()

    @cached_property
    def dropping(self) -> AreaSet:
        """The areas in which rows are dropped."""
        return AreaSet([area for area in self.withheld if area.grid is None])

    @cached_property
    def coarse(self) -> AreaSet:
        """The areas in which rows are generalised."""
        return AreaSet([area for area in self.withheld if area.grid is not None])

    @cached_property
    def by_grid(self) -> tuple[tuple[float, AreaSet, AreaSet], ...]:
        """Each grid with its areas and those of coarser grids, which go before."""
        grids = sorted({area.grid for area in self.coarse.areas if area.grid is not None})
        return tuple(
            (
                grid,
                AreaSet([area for area in self.coarse.areas if area.grid == grid]),
                AreaSet([area for area in self.coarse.areas if area.grid is not None and area.grid > grid]),
            )
            for grid in grids
        )


EVERY_ROW = RowRule()


@dataclass(frozen=True)
class SeenLayer(LayerDescription):
    """`fields` are those that the viewer may see; `personal_fields` those among them whose every look is recorded."""

    rows: RowRule = EVERY_ROW

    @property
    def personal_fields(self) -> tuple[str, ...]:
        return tuple(one.name for one in self.fields if one.personal)

    @cached_property
    def tile_class(self) -> str:
        """The same for all who get the same tiles of the layer, in which personal fields never are."""
        fields = [(one.name, str(one.type)) for one in self.fields if not one.personal]
        said = (self.name, str(self.geometry_kind), self.storage_epsg, fields, self.rows.key)
        return sha256(repr(said).encode()).hexdigest()

    @classmethod
    def of(cls, layer: LayerDescription, **changes: Any) -> "SeenLayer":
        """The layer with these changes; without any, all of it as it is, for work that nobody looks at."""
        return cls(**{one.name: getattr(layer, one.name) for one in fields(LayerDescription)} | changes)
