"""A reform's preview as JSON: what the command line prints and what is kept of a reform that was carried out."""

from typing import Any

from layers.administration.preview import ReformPreview


def reform_document(preview: ReformPreview) -> dict[str, Any]:
    """Codes, names and counts; `to` is null where no successor's outline holds a feature."""
    return {
        "token": preview.token,
        "valid_from": preview.valid_from.isoformat(),
        "links": [list(pair) for pair in preview.links],
        "ends": [{"code": one.code, "name": one.full_name, "into": list(one.others)} for one in preview.ends],
        "begins": [{"code": one.code, "name": one.full_name, "from": list(one.others)} for one in preview.begins],
        "moves": [
            {
                "place": one.place,
                "moving": one.moving,
                "unknown": one.unknown,
                "codes": [{"from": move.before, "to": move.after, "count": move.count} for move in one.moves],
                **({"details": list(one.details)} if one.details else {}),
            }
            for one in preview.moves
        ],
        "moving": preview.moving,
        "unknown": preview.unknown,
        "undecided": list(preview.undecided),
        "lost_km2": preview.lost_km2,
        "gained_km2": preview.gained_km2,
    }
