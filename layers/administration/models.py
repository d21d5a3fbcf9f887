"""Administrative units of every era. Only `layers.administration.queries` and `services` touch them."""

from django.db import models


class Unit(models.Model):
    """A province, district or commune, for the days in which it was the same: name, kind and what it consisted of.

    Codes are reused: the same digits may have named another place before. A unit that changes is closed and follows
    itself as a new row. Two digits are a province's code, three a district's, five a commune's, in every era.
    """

    class Level(models.TextChoices):
        """Districts were given up on 1 July 2025."""

        PROVINCE = "province"
        DISTRICT = "district"
        COMMUNE = "commune"

    code = models.CharField(max_length=5, db_index=True)
    level = models.CharField(max_length=8, choices=Level.choices)
    kind = models.CharField(max_length=20)
    """As the law calls it: Tỉnh, Thành phố, Quận, Huyện, Thị xã, Phường, Xã, Thị trấn, Đặc khu."""
    name = models.CharField(max_length=100)
    """Without the kind, but for numbers: Quận 1."""
    full_name = models.CharField(max_length=100)
    parent_code = models.CharField(max_length=3, blank=True)
    """The unit in which it lay on the same days; empty for provinces."""
    valid_from = models.DateField(null=True)
    """None: before the first day that the product knows of."""
    valid_to = models.DateField(null=True)
    """The first day after; None: still valid."""
    source = models.CharField(max_length=200)
    folded = models.TextField()
    """The name as people type it, without its kind (search.proper, search.fold), with a trigram index."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], nulls_distinct=False, name="unit_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.code})"


class SuccessorLink(models.Model):
    """A unit went into another, wholly or in part: a split one has several links."""

    predecessor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="links_to")
    successor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="links_from")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="link_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} -> {self.successor}"


class Succession(models.Model):
    """A reform that was carried out: its links, and which stored codes moved with it."""

    token = models.CharField(max_length=64, unique=True)
    valid_from = models.DateField()
    links = models.JSONField()
    """[[old code, new code], …]"""
    moved = models.JSONField()
    """The preview that was applied, as its document says it."""
    applied_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{len(self.links)} links, {self.valid_from}"
