"""What a data manager said of a rule in a layer. Only `layers.checks.services` and `queries` touch it."""

from django.db import models

from layers.checks.rules import Strictness


class RuleSeverity(models.Model):
    """How one rule is checked in one layer; where there is no row, as the rule itself says."""

    layer = models.ForeignKey("catalog.Layer", on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=40)
    severity = models.CharField(max_length=10, choices=[(str(each), str(each)) for each in Strictness])
    tolerance = models.FloatField(null=True, blank=True)
    """In the rule's own unit; None is the rule's own."""
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["layer", "rule"], name="rule_once_a_layer")]

    def __str__(self) -> str:
        return f"{self.layer_id} {self.rule}: {self.severity}"
