"""The catalog's rows. Only `layers.catalog.services` and `queries` touch them."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class Organisation(models.Model):
    """Who owns or delivers data."""

    code = models.SlugField(unique=True)
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was dissolved or merged away: whoever acted for it may do so no longer."""

    def __str__(self) -> str:
        return self.code


class Licence(models.Model):
    """On what terms data may be used, and how its source must be named."""

    code = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    url = models.URLField(blank=True)

    def __str__(self) -> str:
        return self.code


class Layer(models.Model):
    """A named set of features with one schema; the row is the layer's description, its tables are derived from it."""

    class Access(models.TextChoices):
        """Decree 278/2025: every dataset says how open it is."""

        OPEN = "open"
        PUBLIC = "public"
        SHARED = "shared"
        RESTRICTED = "restricted"

    name = models.CharField(max_length=40, unique=True)
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    description_vi = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    theme = models.CharField(max_length=40)
    template = models.CharField(max_length=80, blank=True)
    geometry_kind = models.CharField(max_length=10)
    storage_epsg = models.PositiveIntegerField()
    key_fields = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    key_is_unique = models.BooleanField(default=False)
    title_field = models.CharField(max_length=40, blank=True)
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT)
    access = models.CharField(max_length=12, choices=Access.choices, default=Access.PUBLIC)
    licence = models.ForeignKey(Licence, null=True, blank=True, on_delete=models.PROTECT)
    attribution = models.TextField(blank=True)
    legal_basis = models.TextField(blank=True)
    lineage = models.TextField(blank=True)
    synthetic = models.BooleanField(default=False)
    style = models.JSONField(default=dict)
    min_zoom = models.PositiveSmallIntegerField(default=0)
    shown_at_start = models.BooleanField(default=True)
    strict_edits = models.BooleanField(default=False)
    extent = ArrayField(models.FloatField(), size=4, null=True, blank=True)
    """West, south, east, north in degrees (WGS 84), kept by the services that write features."""
    feature_count = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name


class Field(models.Model):
    """One typed column of a layer."""

    layer = models.ForeignKey(Layer, on_delete=models.CASCADE, related_name="fields")
    name = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    field_type = models.CharField(max_length=12)
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    unit = models.CharField(max_length=20, blank=True)
    required = models.BooleanField(default=False)
    personal = models.BooleanField(default=False)
    aliases = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    code_list = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40, blank=True)
    default = models.JSONField(null=True, blank=True)
    minimum = models.JSONField(null=True, blank=True)
    maximum = models.JSONField(null=True, blank=True)
    pattern = models.CharField(max_length=200, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    """When it was dropped. Its column stays, with its values, under another name once all workers have noticed."""
    former_name = models.CharField(max_length=40, blank=True)
    """What a dropped field was called."""

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["layer", "name"], name="field_once_a_layer")]

    def __str__(self) -> str:
        return self.name


class CatalogVersion(models.Model):
    """One row whose number rises with every change of the catalog; caches ask only for this."""

    number = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.number)


class ImportRun(models.Model):
    """One execution of an importer over one source; feature rows point at it."""

    class State(models.TextChoices):
        RUNNING = "running"
        LOADED = "loaded"
        REFUSED = "refused"
        UNDONE = "undone"
        """It was loaded, and another run has taken it back."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    layer_name = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    mode = models.CharField(max_length=10, blank=True)
    """new, append, replace, update, or undo for one that takes another back."""
    options = models.JSONField(default=dict)
    """The words with which it was asked for, so that it can be done again; empty where a job has them."""
    source_name = models.CharField(max_length=300)
    source_sha256 = models.CharField(max_length=64, blank=True)
    source_format = models.CharField(max_length=40, blank=True)
    survey_epsg = models.PositiveIntegerField(null=True, blank=True)
    """The coordinate system of the survey: legal areas are computed in it."""
    encodings = models.JSONField(default=dict)
    read_count = models.BigIntegerField(default=0)
    imported_count = models.BigIntegerField(default=0)
    """Features of the source that stand in the layer since: inserted, changed or unchanged."""
    changed_count = models.BigIntegerField(default=0)
    unchanged_count = models.BigIntegerField(default=0)
    retired_count = models.BigIntegerField(default=0)
    repaired_count = models.BigIntegerField(default=0)
    rejected_count = models.BigIntegerField(default=0)
    findings = models.JSONField(default=list)
    tool_versions = models.JSONField(default=dict)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    started_as = models.CharField(max_length=300, blank=True)
    """Who asked for it, as known at the time: an account's name, or user@host of the command line."""
    preset = models.CharField(max_length=60, blank=True)
    """The name of the preset by which the source was understood."""
    job = models.ForeignKey("jobs.Job", null=True, blank=True, on_delete=models.SET_NULL)
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    """The run that this one has taken back."""
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)
    """The time from which its features are recorded: when its transaction began."""

    class Meta:
        indexes = [models.Index(fields=["layer_name", "source_sha256"], name="run_layer_source")]

    def __str__(self) -> str:
        return f"{self.layer_name} <- {self.source_name}"
