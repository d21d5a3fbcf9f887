"""Values as a person or a program gives them for one feature, before they are written: the rules of the description,
named one by one where the database would only refuse."""

from collections.abc import Mapping, Sequence

from django.db import connection
from psycopg2 import sql

from gis.errors import FeatureRefused, Problem
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Value
from layers.catalog.field_rules import broken_rule, parsed
from layers.catalog.files import is_stored
from layers.catalog.queries import layer_exists
from layers.codes.queries import stored_resolver
from layers.codes.resolving import Standing
from layers.features.tables import table

Given = Mapping[str, Value | None]
"""Values by field name, plain as in JSON: dates and times as ISO 8601, a link as an id; None takes a value away."""
NAMED = 20
"""Problems named in a refusal; all of them stand in its list."""


def accepted_values(description: LayerDescription, given: Given, *, complete: bool) -> dict[str, Value | None]:
    """The values, each found to keep the rules of its field. `complete`: what is required must be among them, unless it
    has a default.

    Raises:
        FeatureRefused: as `found_values` finds them; E-FEATURE-12 where there are several problems.
    """
    accepted, problems = found_values(description, given, complete=complete)
    refuse(description, problems)
    return accepted


def found_values(
    description: LayerDescription, given: Given, *, complete: bool
) -> tuple[dict[str, Value | None], list[Problem]]:
    """The values as they are taken, and everything that is wrong with them: E-FEATURE-03 an unknown field or a value
    that breaks its rules, E-FEATURE-04 required ones that are missing or taken away, E-FEATURE-09 a file that wasn't
    put away, E-FEATURE-10 a link to a feature that isn't there, E-FEATURE-11 what is no code of the field's list today.
    A code in other letter case, or its title, is taken as the list writes it.
    """
    accepted, problems = dict(given), []
    for name, value in given.items():
        try:
            accepted[name] = _accepted(description, name, value)
        except FeatureRefused as refusal:
            problems.append(Problem(("properties", name), refusal))
    for field in description.fields:
        asked = field.name in given or (complete and field.default is None)
        if field.required and asked and given.get(field.name) is None:
            missing = FeatureRefused("E-FEATURE-04", layer=description.name, fields=field.name)
            problems.append(Problem(("properties", field.name), missing))
    return accepted, problems


def refuse(description: LayerDescription, problems: Sequence[Problem]) -> None:
    """Raises FeatureRefused where there is a problem: with its own code where there is one, with E-FEATURE-04 where
    only values are missing, and else with E-FEATURE-12."""
    if not problems:
        return
    codes = {problem.refusal.code for problem in problems}
    names = ", ".join(str(problem.path[-1])[:60] for problem in problems[:NAMED])
    if len(problems) == 1:
        refusal = FeatureRefused(problems[0].refusal.code, **problems[0].refusal.values)
    elif codes == {"E-FEATURE-04"}:
        refusal = FeatureRefused("E-FEATURE-04", layer=description.name, fields=names)
    else:
        refusal = FeatureRefused("E-FEATURE-12", layer=description.name, count=len(problems), names=names)
    refusal.problems = tuple(problems)
    raise refusal


def _accepted(description: LayerDescription, name: str, value: Value | None) -> Value | None:
    field = description.field_named(name)
    if field is None:
        known = ", ".join(one.name for one in description.fields)
        raise FeatureRefused("E-FEATURE-03", value=name[:60], field="field", layer=description.name, reason=known)
    if value is None:
        return None
    _check(description, field, value)
    return _listed(description, field, str(value)) if field.type is FieldType.CODE else value


def _check(description: LayerDescription, field: FieldDescription, value: Value) -> None:
    said = {"value": repr(value)[:60], "field": field.name, "layer": description.name}
    try:
        parsed(field, value)
    except ValueError:
        raise FeatureRefused("E-FEATURE-03", **said, reason=str(field.type)) from None
    if isinstance(value, str) and "\0" in value:
        raise FeatureRefused("E-FEATURE-03", **said, reason="NUL")
    if broken := broken_rule(field, value):
        raise FeatureRefused("E-FEATURE-03", **said, reason=broken)
    if field.type is FieldType.LINK and not field.target:  # a layer that the author doesn't know of
        raise FeatureRefused("E-FEATURE-10", field=field.name, layer=description.name, target="?", id=value)
    if field.type is FieldType.LINK and not _stands(field.target, int(value)):
        raise FeatureRefused("E-FEATURE-10", field=field.name, layer=description.name, target=field.target, id=value)
    if field.type is FieldType.FILE and not is_stored(str(value)):
        raise FeatureRefused("E-FEATURE-09")


def _listed(description: LayerDescription, field: FieldDescription, value: str) -> str:
    """Several codes may be joined by "+"."""
    seen = stored_resolver(field.code_list).resolve(value)
    if seen.standing not in (Standing.KNOWN, Standing.RESPELT):
        raise FeatureRefused(
            "E-FEATURE-11", field=field.name, layer=description.name, code_list=field.code_list, value=value[:60]
        )
    return seen.value


def _stands(layer: str, public_id: int) -> bool:
    """Whether there is such a feature today; the layer itself may not be there yet."""
    if not layer_exists(layer):
        return False
    asked = "SELECT EXISTS (SELECT FROM {} WHERE public_id = %s AND coalesce(valid_to > CURRENT_DATE, true))"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(asked).format(table(layer)), [public_id])
        return bool(cursor.fetchone()[0])
