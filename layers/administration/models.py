"""What became of the communes of before 1 July 2025. Only `layers.administration.queries` reads it."""

from django.db import models


class FormerCommune(models.Model):
    """A commune before July 2025 and one of the communes that took it over; a split one has several rows.

    Codes are reused between eras: `code` is the old one, `new_code` the present one, and the same digits in both
    columns may name two places. A district that had no communes (islands) stands with its own name and no code.
    """

    code = models.CharField(max_length=5, db_index=True)
    name = models.CharField(max_length=100)
    district = models.CharField(max_length=100)
    province = models.CharField(max_length=100)
    is_split = models.BooleanField()
    new_code = models.CharField(max_length=5, db_index=True)
    new_name = models.CharField(max_length=100)
    new_province_code = models.CharField(max_length=2)
    new_province = models.CharField(max_length=100)
    folded = models.TextField()
    """The name as people type it, without its kind (search.proper, search.fold), with a trigram index."""
    new_folded = models.TextField()

    def __str__(self) -> str:
        return f"{self.name} -> {self.new_name}"
