"""Whether sound tables can be made from a description."""

from gis.errors import LayerRefused
from layers.catalog.description import (
    NAME,
    RESERVED_NAMES,
    RESERVED_SUFFIXES,
    SYSTEM_COLUMNS,
    FieldDescription,
    FieldType,
    LayerDescription,
)
from layers.catalog.field_rules import check_field
from layers.catalog.licences import LICENCES
from layers.catalog.themes import THEMES
from layers.codes.queries import list_names, stored_resolver
from layers.codes.resolving import Standing

ACCESS = ("open", "public", "shared", "restricted")
"""How open a layer is (Decree 278/2025)."""


LONGEST = {"title": 200, "unit": 20}
"""Characters that the catalog keeps of a member."""


def check(description: LayerDescription) -> None:
    """Refuse a description from which no sound tables can be made.

    Raises:
        LayerRefused: E-LAYER-01 name, E-LAYER-02 field, E-LAYER-03 key, E-LAYER-12 a licence or theme that isn't known,
            E-ACCESS-25 an openness that isn't (state secrets don't belong here), E-LAYER-16 a title or unit that is too
            long, E-FIELD-01 to 04 a field's own rules, E-FIELD-13 a code list that isn't there.
    """
    name = description.name
    if not NAME.match(name) or name.endswith(RESERVED_SUFFIXES) or name in RESERVED_NAMES:
        raise LayerRefused("E-LAYER-01", name=name)
    if description.access not in ACCESS:
        raise LayerRefused("E-ACCESS-25", value=str(description.access)[:40])
    for what, value, known in (
        ("licence", description.licence, LICENCES),
        ("theme", description.theme, THEMES),
    ):
        if value not in known and (value or what != "licence"):
            raise LayerRefused("E-LAYER-12", what=what, value=value, known=", ".join(known))
    _check_lengths(description.name, ("title", description.title.vi), ("title", description.title.en))
    seen: set[str] = set()
    for described in description.fields:
        name = described.name
        if not NAME.match(name) or name in SYSTEM_COLUMNS or name in seen:
            raise LayerRefused("E-LAYER-02", name=name, layer=description.name)
        seen.add(name)
        check_field(described)
        titles = (("title", described.title.vi), ("title", described.title.en))
        _check_lengths(name, *titles, ("unit", described.unit))
        if described.type is FieldType.CODE:
            _check_codes(described)
    for key in (*description.key_fields, *filter(None, [description.title_field])):
        if key not in seen:
            raise LayerRefused("E-LAYER-03", name=key, layer=description.name)


def _check_lengths(name: str, *members: tuple[str, str]) -> None:
    for member, text in members:
        if len(text) > LONGEST[member]:
            raise LayerRefused("E-LAYER-16", member=member, name=name, length=len(text), limit=LONGEST[member])


def _check_codes(field: FieldDescription) -> None:
    """The list is asked of the database itself: another worker may just have made it."""
    known = list_names()
    if field.code_list not in known:
        raise LayerRefused("E-FIELD-13", field=field.name, list=field.code_list[:80], known=", ".join(known))
    if field.default is None:
        return
    if stored_resolver(field.code_list).resolve(str(field.default)).standing is not Standing.KNOWN:
        reason = f"{field.default} is none of {field.code_list}"
        raise LayerRefused("E-FIELD-04", field=field.name, rule="default", reason=reason)
