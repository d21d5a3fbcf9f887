"""Code lists. Only `layers.codes.queries` and `services` touch them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.constraints import Deferrable


class CodeList(models.Model):
    """A named list of codes. `shipped` remembers what the product brought: a hash of each code's rows by code, of the
    list's titles under an empty key, so that what a city corrected is told from what it left as it came."""

    name = models.CharField(max_length=40, unique=True)
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    source = models.CharField(max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    shipped = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Code(models.Model):
    """What a code means from `valid_from` until the day before `valid_to`; None: not known, or still.

    The same code may come again with another meaning, never two at once.
    """

    list = models.ForeignKey(CodeList, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=80)
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    group = models.CharField(max_length=80, blank=True)
    colour = models.CharField(max_length=7, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=500, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "code", "valid_from"], nulls_distinct=False, name="code_once_a_day",
                deferrable=Deferrable.IMMEDIATE,
            ),
            ExclusionConstraint(
                name="code_one_meaning",
                expressions=[
                    ("list", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    (
                        models.Func("valid_from", "valid_to", function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                deferrable=Deferrable.IMMEDIATE,
            ),
            models.CheckConstraint(condition=models.Q(valid_from__lt=models.F("valid_to")), name="code_holds_a_day"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.list_id}: {self.code}"


class CodeSuccessor(models.Model):
    """A code's meaning went over to another's, as a source says; one that was split has several."""

    predecessor = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="links_to")
    successor = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="links_from")
    source = models.CharField(max_length=500)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="code_link_once")]

    def __str__(self) -> str:
        return f"{self.predecessor_id} -> {self.successor_id}"


class CodesVersion(models.Model):
    """One row whose number rises with every change; `shipped` is the fingerprint of the files loaded last."""

    number = models.BigIntegerField(default=1)
    shipped = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return str(self.number)
