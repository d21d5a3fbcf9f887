"""Lists and codes as JSON: the same words on the command line and over the API."""

from typing import Any

from layers.codes.meaning import Code, CodeList


def list_document(found: CodeList) -> dict[str, Any]:
    """A list without its codes."""
    return {
        "name": found.name,
        "title": {"vi": found.title_vi, "en": found.title("en")},
        "source": found.source or None,
    }


def code_document(code: Code) -> dict[str, Any]:
    """One meaning; days as ISO 8601, `valid_to` being the first day after. The English title may be the Vietnamese."""
    return {
        "code": code.code,
        "title": {"vi": code.title_vi, "en": code.title("en")},
        "group": code.group or None,
        "colour": code.colour or None,
        "valid_from": code.valid_from.isoformat() if code.valid_from else None,
        "valid_to": code.valid_to.isoformat() if code.valid_to else None,
        "successors": [{"code": one.code, "source": one.source} for one in code.successors],
        "source": code.source or None,
        "note": code.note or None,
    }
