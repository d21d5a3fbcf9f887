"""How each rule is checked in a layer: as somebody said, otherwise as the rule itself says."""

from dataclasses import dataclass

from layers.catalog.description import LayerDescription
from layers.checks.models import RuleSeverity
from layers.checks.rules import RULES, RuleDescription, Strictness


@dataclass(frozen=True)
class CheckedRule:
    """A rule in a layer. `own_tolerance` is what somebody said, None where the rule's own holds; `is_set`: somebody
    said something."""

    rule: RuleDescription
    strictness: Strictness
    tolerance: float | None
    own_tolerance: float | None = None
    is_set: bool = False


def checked_rules(layer: LayerDescription) -> list[CheckedRule]:
    """Every rule that can be checked in the layer, which need not be there yet, in the order of their numbers."""
    rows = {row.rule: row for row in RuleSeverity.objects.filter(layer__name=layer.name)}
    return [_checked(layer, rule, rows.get(rule.name)) for rule in RULES.values() if rule.suits(layer)]


def checked_rule(layer: LayerDescription, name: str) -> CheckedRule:
    """One of them, by a name that is known."""
    return _checked(layer, RULES[name], RuleSeverity.objects.filter(layer__name=layer.name, rule=name).first())


def _checked(layer: LayerDescription, rule: RuleDescription, row: RuleSeverity | None) -> CheckedRule:
    usual = rule.tolerance_for(layer)
    if row is None:
        return CheckedRule(rule, rule.severity_for(layer), usual)
    own = row.tolerance
    return CheckedRule(rule, Strictness(row.severity), usual if own is None else own, own, True)
