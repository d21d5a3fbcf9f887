"""Presets of imports. Only `layers.imports.queries` and `services` touch them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class ImportPreset(models.Model):
    """How a source was understood once: which column fills which field, what its values become, its system and text.

    It serves the layer it was saved for, and layers of the same template. `columns` are the source's, in small letters
    and sorted: a file that has the same ones is of the same source.
    """

    name = models.CharField(max_length=60, unique=True)
    layer = models.CharField(max_length=40)
    template = models.CharField(max_length=40, blank=True)
    columns = ArrayField(models.TextField())
    mapping = models.JSONField(default=dict)
    """{source column: field}"""
    value_maps = models.JSONField(default=dict)
    """{field: {value of the source: value of the layer}}"""
    crs = models.CharField(max_length=40, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    options = models.JSONField(default=dict)
    """swap_axes, unit, place: as the request has them."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """None: by the operator, or by somebody who is gone."""
    source = models.CharField(max_length=255, blank=True, default="")
    """The file that it was saved from or served last."""
    last_used_at = models.DateTimeField(null=True, blank=True)
    """None: saved, and served no import since."""
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
