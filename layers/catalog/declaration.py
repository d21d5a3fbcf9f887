"""A layer's description as JSON: what a data manager writes, and what the catalog says of a layer."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any

from django.conf import settings

from gis.errors import LayerRefused
from gis.spatial.crs import Crs, parse_crs
from gis.spatial.kinds import GeometryKind
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title

Json = dict[str, Any]


def declared_layer(document: Any) -> LayerDescription:
    """The description that a document declares.

    Raises:
        LayerRefused: E-LAYER-13 a member that is unknown or of the wrong kind, E-LAYER-14 one that is missing.
            CrsRefused: E-CRS-01 an unknown coordinate system. `layers.catalog.soundness.check` looks at the rest.
    """
    given = _members(document, "layer", _LAYER_MEMBERS)
    if "storage_epsg" not in given:
        given["storage_epsg"] = settings.CITY_EPSG
    return LayerDescription(**given)


def declared_field(document: Any) -> FieldDescription:
    """The description of one field; raises as `declared_layer` does."""
    return FieldDescription(**_members(document, "field", _FIELD_MEMBERS))


def declared_changes(document: Any) -> Json:
    """What of a layer is to be described anew."""
    return _members(document, "layer", _LAYER_MEMBERS, complete=False)


def declared_field_changes(document: Any) -> Json:
    """What of a field is to be described anew."""
    return _members(document, "field", _FIELD_MEMBERS, complete=False)


def layer_document(description: LayerDescription) -> Json:
    """The document from which the same layer could be made elsewhere; what is as by default is left out."""
    return _document(description, _LAYER_MEMBERS)


def field_document(field: FieldDescription) -> Json:
    """The same of one field."""
    return _document(field, _FIELD_MEMBERS)


def _members(document: Any, what: str, known: "Mapping[str, _Member]", *, complete: bool = True) -> Json:
    if not isinstance(document, dict):
        raise LayerRefused("E-LAYER-13", what=what, member="", reason="it is no JSON object", known=", ".join(known))
    found: Json = {}
    for name, value in document.items():
        member = known.get(name)
        if member is None:
            raise LayerRefused("E-LAYER-13", what=what, member=name, reason="it isn't known", known=", ".join(known))
        try:
            found[member.attribute] = member.read(value)
        except (TypeError, ValueError) as error:
            raise LayerRefused(
                "E-LAYER-13", what=what, member=name, reason=str(error)[:120], known=", ".join(known)
            ) from None
    missing = [name for name, member in known.items() if member.needed and name not in document]
    if complete and missing:
        raise LayerRefused("E-LAYER-14", what=what, name=str(document.get("name", "")), missing=", ".join(missing))
    return found


class _Member:
    """One member of a document: the attribute it gives and how it is read and written."""

    def __init__(
        self,
        attribute: str,
        read: Callable[[Any], Any],
        write: Callable[[Any], Any] = lambda value: value,
        *,
        needed: bool = False,
    ) -> None:
        self.attribute, self.read, self.write, self.needed = attribute, read, write, needed


def _document(described: Any, known: Mapping[str, _Member]) -> Json:
    defaults = {
        f.name: f.default_factory() if f.default_factory is not MISSING else f.default for f in fields(described)
    }
    return {
        name: member.write(value)
        for name, member in known.items()
        if (value := getattr(described, member.attribute)) != defaults[member.attribute]
    }


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("it must be text")
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("it must be true or false")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("it must be a whole number")
    return value


def _plain(value: Any) -> Any:
    if value is not None and not isinstance(value, str | int | float | bool):
        raise TypeError("it must be a number, text or true or false")
    return value


def _object(value: Any) -> Json:
    if not isinstance(value, dict):
        raise TypeError("it must be an object")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise TypeError("it must be a list of texts")
    return tuple(value)


def _title(value: Any) -> Title:
    """One text for both languages, or one for each."""
    if isinstance(value, str):
        return Title(value, value)
    if not isinstance(value, dict) or not set(value) <= {"vi", "en"} or "vi" not in value:
        raise TypeError('it must be text or {"vi": …, "en": …}')
    return Title(_text(value["vi"]), _text(value.get("en", value["vi"])))


def _title_document(title: Title) -> Json:
    return {"vi": title.vi, "en": title.en}


def _epsg(value: Any) -> int:
    return parse_crs(_text(value)).epsg


def _fields(value: Any) -> tuple[FieldDescription, ...]:
    if not isinstance(value, list):
        raise TypeError("it must be a list of fields")
    return tuple(declared_field(one) for one in value)


_FIELD_MEMBERS: dict[str, _Member] = {
    "name": _Member("name", _text, needed=True),
    "title": _Member("title", _title, _title_document, needed=True),
    "type": _Member("type", lambda value: FieldType(_text(value)), str),
    "unit": _Member("unit", _text),
    "required": _Member("required", _truth),
    "personal": _Member("personal", _truth),
    "aliases": _Member("aliases", _texts, list),
    "code_list": _Member("code_list", _text),
    "target": _Member("target", _text),
    "default": _Member("default", _plain),
    "minimum": _Member("minimum", _plain),
    "maximum": _Member("maximum", _plain),
    "pattern": _Member("pattern", _text),
}
_LAYER_MEMBERS: dict[str, _Member] = {
    "name": _Member("name", _text, needed=True),
    "title": _Member("title", _title, _title_document, needed=True),
    "description": _Member("description", _title, _title_document),
    "theme": _Member("theme", _text, needed=True),
    "geometry": _Member("geometry_kind", lambda value: GeometryKind(_text(value)), str, needed=True),
    "storage_crs": _Member("storage_epsg", _epsg, lambda epsg: str(Crs(epsg))),
    "fields": _Member("fields", _fields, lambda found: [field_document(one) for one in found], needed=True),
    "key": _Member("key_fields", _texts, list),
    "key_is_unique": _Member("key_is_unique", _truth),
    "title_field": _Member("title_field", _text),
    "template": _Member("template", _text),
    "access": _Member("access", _text),
    "licence": _Member("licence", _text),
    "attribution": _Member("attribution", _text),
    "owner": _Member("owner", _text),
    "legal_basis": _Member("legal_basis", _text),
    "lineage": _Member("lineage", _text),
    "synthetic": _Member("synthetic", _truth),
    "style": _Member("style", _object, dict),
    "min_zoom": _Member("min_zoom", _whole),
    "shown_at_start": _Member("shown_at_start", _truth),
    "strict_edits": _Member("strict_edits", _truth),
}
