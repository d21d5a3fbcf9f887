"""Who sees what, decided anew and naively: one feature, one field, one grant after another, without any of the
product's code for rights."""

import math
from dataclasses import dataclass

from tests.exits.world import City, Feature, Grant

PUBLIC = [Grant("see", "access:open", "", None), Grant("see", "access:public", "", None)]


@dataclass(frozen=True)
class Sight:
    """A feature as one viewer sees it: its values by field (None where it is empty to him), its rectangle in the storage
    system, and whether that is coarsened."""

    id: int
    values: dict[str, str | None]
    bounds: tuple[float, float, float, float]
    coarse: bool


class Reference:
    def __init__(self, city: City, user: str | None) -> None:
        self.city = city
        self.grants = [*PUBLIC, *(city.users[user] if user else [])]

    def layers(self) -> list[str]:
        return [name for name in self.city.layers if self._anywhere("see", name)]

    def fields(self, layer: str) -> list[str]:
        """Those that are known of at all."""
        if layer not in self.layers():
            return []
        personal = {one.name for one in self.city.layers[layer].fields if one.personal}
        known = self._anywhere("see_personal", layer)
        return [name for name in self.city.fields(layer) if name not in personal or known]

    def sights(self, layer: str) -> list[Sight]:
        found = []
        for feature in self.city.features[layer]:
            sight = self._sight(layer, feature)
            if sight is not None:
                found.append(sight)
        return found

    def _sight(self, layer: str, feature: Feature) -> Sight | None:
        if not self._holds("see", layer, feature.commune):
            return None
        fields = self.fields(layer)
        personal = {one.name for one in self.city.layers[layer].fields if one.personal}
        values: dict[str, str | None] = {name: feature.values[name] for name in fields}
        for name in fields:
            if name in personal and not self._holds("see_personal", layer, feature.commune):
                values[name] = None
        bounds = feature.bounds
        if layer == "qpoint":
            bounds = (bounds[0], bounds[1], bounds[0], bounds[1])
        if self._holds("see_withheld", layer, feature.commune):
            return Sight(feature.id, values, bounds, False)
        over = [m for m in self.city.masks if m.covers(feature) and any(self._chosen(c, layer, "") for c in m.choices)]
        if any(mask.grid is None for mask in over):
            return None
        if over:
            grid = max(mask.grid or 0.0 for mask in over)
            return Sight(feature.id, dict.fromkeys(fields), _coarse(bounds, grid, layer), True)
        return Sight(feature.id, values, bounds, False)

    def _holds(self, right: str, layer: str, commune: str | None) -> bool:
        for grant in self.grants:
            given = grant.right == right and self._chosen(grant.choice, layer, grant.organisation)
            if given and (grant.communes is None or commune in grant.communes):
                return True
        return False

    def _anywhere(self, right: str, layer: str) -> bool:
        for grant in self.grants:
            given = grant.right == right and self._chosen(grant.choice, layer, grant.organisation)
            if given and (grant.communes is None or len(grant.communes) > 0):
                return True
        return False

    def _chosen(self, choice: str, layer: str, organisation: str) -> bool:
        described = self.city.layers[layer]
        if choice == "*":
            return True
        if choice == "own":
            return organisation != "" and described.owner == organisation
        word, _, value = choice.partition(":")
        return {"access": described.access, "theme": described.theme, "layer": layer}[word] == value


def _coarse(bounds: tuple[float, float, float, float], grid: float, layer: str) -> tuple[float, float, float, float]:
    west, south = (math.floor(value / grid) * grid for value in bounds[:2])
    if layer == "qpoint":
        return west + grid / 2, south + grid / 2, west + grid / 2, south + grid / 2
    east, north = ((math.floor(value / grid) + 1) * grid for value in bounds[2:])
    return west, south, east, north
