"""What programs ask to be changed, before it is: see `layers.features.services.apply_edits`."""

from dataclasses import dataclass

from gis.errors import Step
from layers.features.accepted_geometry import GeoJson
from layers.features.accepted_values import Given


@dataclass(frozen=True, kw_only=True)
class Insert:
    """A new feature. None for a value that is required and has a default counts as not given: desktop programs name
    every field. `path` leads to the edit in what was sent."""

    layer: str
    values: Given
    geometry: GeoJson
    path: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OfOne:
    """An edit of a feature that stands. `versions` are those of which its author saw one; None where they don't say."""

    layer: str
    id: int
    versions: frozenset[int] | None
    path: tuple[Step, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Replace(OfOne):
    """All of it anew, as `replace_feature`; None for a value as in `Insert`."""

    values: Given
    geometry: GeoJson


@dataclass(frozen=True, kw_only=True)
class Update(OfOne):
    """Some of it, as `change_feature`: None takes a value away, and what isn't named stays."""

    values: Given
    geometry: GeoJson | None


@dataclass(frozen=True, kw_only=True)
class Delete(OfOne):
    """All of it for all days, as `remove_feature`; the history keeps it."""


Edit = Insert | Replace | Update | Delete


@dataclass(frozen=True)
class Applied:
    """What became of an edit; `version` is None of a feature that is gone."""

    layer: str
    id: int
    version: int | None
