"""A unit as JSON, the same over the API and on the command line."""

from collections.abc import Sequence
from typing import Any

from layers.administration.queries import Unit, UnitMatch


def unit_document(unit: Unit) -> dict[str, Any]:
    """Codes and names; days as YYYY-MM-DD, null where open; `within` from the nearest to the province."""
    return {
        "code": unit.code,
        "level": str(unit.level),
        "kind": unit.kind,
        "name": unit.name,
        "full_name": unit.full_name,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
        "is_of_today": unit.is_of_today,
        "within": [{"code": one.code, "full_name": one.full_name, "level": str(one.level)} for one in unit.within],
        "source": unit.source,
    }


def match_documents(matches: Sequence[UnitMatch]) -> list[dict[str, Any]]:
    """Units found by name, best first, each with its `score`."""
    return [{**unit_document(match.unit), "score": round(match.score, 3)} for match in matches]
