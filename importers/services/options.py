"""The options of an import as programs write them: the words of `./dothi import`, as JSON holds them."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from gis.errors import InvalidRequest
from gis.spatial.kinds import GeometryKind
from importers.services.request import ImportRequest, Mode, requested
from layers.catalog.description import NAME
from layers.features.authority import Author
from layers.features.services import Absent

OWN_WAYS = frozenset({"path", "layer", "by", "origin", "changes", "progress"})
"""Members of a request that are no options."""
OPTIONS = {one.name: one for one in fields(ImportRequest) if one.name not in OWN_WAYS}
WORDS = {"geometry": tuple(map(str, GeometryKind)), "mode": tuple(map(str, Mode)), "absent": tuple(map(str, Absent))}
"""Options that take one of few words."""
LONGEST, MOST = 200, 500
"""Characters of a text, and entries of a list or a mapping."""


def checked_options(given: Mapping[str, Any]) -> dict[str, Any]:
    """The options that say something, each of a form that JSON and a request can hold.

    Raises:
        InvalidRequest: E-UPLOAD-07 one that isn't known, or of another form.
    """
    found = {}
    for name, value in given.items():
        if name not in OPTIONS or not _is_of_form(name, value):
            raise InvalidRequest("E-UPLOAD-07", member=str(name)[:80], value=str(value)[:80])
        if value not in (None, "", [], {}, False):
            found[name] = value
    return found


def checked_layer(given: object) -> str:
    """Raises InvalidRequest: E-UPLOAD-07 where it is no name of a layer."""
    if not isinstance(given, str) or not NAME.match(given):
        raise InvalidRequest("E-UPLOAD-07", member="layer", value=str(given)[:80])
    return given


def request_with(path: Path, layer: str, by: Author, options: Mapping[str, Any]) -> ImportRequest:
    """The request that checked options stand for."""
    return requested(path, layer, by, options)


def _is_of_form(name: str, value: object) -> bool:
    if value is None:
        return True
    if name in WORDS:
        return value in ("", *WORDS[name])
    if name == "from_day":
        return isinstance(value, str) and _is_day(value)
    if name == "value_maps":
        return isinstance(value, dict) and all(map(_is_mapping, value.values()))
    default = OPTIONS[name].default
    match value:
        case bool():
            return default is False
        case str():
            return default is None and len(value) <= LONGEST
        case dict():
            return name == "mapping" and _is_mapping(value)
        case list():
            return default == () and len(value) <= MOST and all(isinstance(one, str) for one in value)
    return False


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_mapping(value: object) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= MOST
        and all(isinstance(v, str) and len(k) <= LONGEST and len(v) <= LONGEST for k, v in value.items())
    )
