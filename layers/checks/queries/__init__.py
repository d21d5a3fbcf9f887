"""How layers are checked, and what stands in them, read."""

from layers.checks.queries.plans import plan_boundaries
from layers.checks.queries.severities import CheckedRule, checked_rule, checked_rules
from layers.checks.queries.standing import SEPARATOR, NothingStands, Standing, StandingFeatures

__all__ = [
    "SEPARATOR",
    "CheckedRule",
    "NothingStands",
    "Standing",
    "StandingFeatures",
    "checked_rule",
    "checked_rules",
    "plan_boundaries",
]
