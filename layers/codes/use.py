"""Who can say where codes stand: packages above this one, which keep features, register here."""

from collections.abc import Callable, Collection, Mapping

Counter = Callable[[str, Collection[str]], Mapping[str, Collection[str]]]
"""(list, codes) -> the layers, by code, that hold features with it, now or in their history."""

COUNTERS: list[Counter] = []


def layers_with(name: str, codes: Collection[str]) -> dict[str, list[str]]:
    """Where each of a list's codes is in use; codes that no feature ever had are left out."""
    found: dict[str, set[str]] = {}
    for counter in COUNTERS:
        for code, layers in counter(name, codes).items():
            found.setdefault(code, set()).update(layers)
    return {code: sorted(layers) for code, layers in found.items()}
