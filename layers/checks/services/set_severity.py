import math

from django.db import transaction

from gis.errors import InvalidRequest
from layers.access.rights import Right
from layers.audit.services import record
from layers.catalog.models import Layer
from layers.checks.models import RuleSeverity
from layers.checks.queries import CheckedRule, checked_rule
from layers.checks.rules import RULES, Strictness
from layers.features.authority import OPERATOR, Author, Writing


@transaction.atomic
def set_severity(
    layer: str, rule: str, severity: str | None = None, *, tolerance: float | None = None, by: Author = OPERATOR
) -> CheckedRule:
    """Say how a rule is checked in a layer from now on, and return how it is. What isn't said stays; a tolerance alone
    changes no severity. Imports that are running keep to what held when they began.

    Raises:
        NotFound: E-LAYER-05. NotAllowed: E-ACCESS-01 they don't administer the layer.
        InvalidRequest: E-CHECK-31 there is no such rule, E-CHECK-32 no such severity, E-CHECK-33 it has no tolerance or
            the number is none, E-CHECK-34 it can't be checked in this layer.
    """
    description = Writing.of(by, layer, Right.ADMINISTER).stored
    known = RULES.get(rule)
    if known is None:
        raise InvalidRequest("E-CHECK-31", rule=rule[:40], known=", ".join(RULES))
    if severity is not None and severity not in set(Strictness):
        raise InvalidRequest("E-CHECK-32", severity=severity[:20], known=", ".join(Strictness))
    if tolerance is not None and (known.tolerance is None or not (math.isfinite(tolerance) and tolerance > 0)):
        raise InvalidRequest("E-CHECK-33", rule=rule, tolerance=tolerance)
    if not known.suits(description) and severity not in (None, Strictness.OFF):
        raise InvalidRequest("E-CHECK-34", rule=rule, layer=layer)
    before = checked_rule(description, rule)
    after = {
        "severity": severity or str(before.strictness),
        "tolerance": before.own_tolerance if tolerance is None else tolerance,
    }
    RuleSeverity.objects.update_or_create(layer=Layer.objects.get(name=layer), rule=rule, defaults=after)
    if (str(before.strictness), before.own_tolerance) != (after["severity"], after["tolerance"]):
        record("layer.changed", layer=layer, subject=rule, details={"check": rule, **after})
    return checked_rule(description, rule)
