"""Areas as they are given (codes of administrative units) and as rights are kept: today's communes.

Which communes a province has is known above this package, by `layers.administration`: it says so when its app is
ready. Without it only communes themselves are known.
"""

from collections.abc import Callable, Sequence

from layers.access.errors import AccessRefused

Expansion = Callable[[str], Sequence[str]]
"""The communes of today in a unit, by its code; none where there is no such unit."""

_expansion: list[Expansion] = [lambda code: [code] if len(code) == 5 and code.isdigit() else []]


def expand_by(expansion: Expansion) -> None:
    """Say how a unit becomes communes; the last word counts."""
    _expansion[0] = expansion


def communes_in(areas: Sequence[str]) -> list[str] | None:
    """The communes of all the areas together, sorted; None (everywhere) where no area is given.

    Raises:
        AccessRefused: E-ACCESS-03 where there is no such unit.
    """
    if not areas:
        return None
    found: set[str] = set()
    for code in areas:
        communes = _expansion[0](code)
        if not communes:
            raise AccessRefused("E-ACCESS-03", unit=code[:20])
        found.update(communes)
    return sorted(found)
