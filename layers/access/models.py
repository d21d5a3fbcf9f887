"""Rows of who may do what. Only `layers.access.services` and `queries` touch them.

Triggers raise the version of all of it with every change, whoever makes it (migrations/access).
"""

from django.conf import settings
from django.contrib.gis.db.models import MultiPolygonField
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from layers.catalog.models import Organisation


class Role(models.Model):
    """A duty to which rights belong. The one called `public` is everybody's."""

    code = models.SlugField(primary_key=True, max_length=40)
    title_vi = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class RoleRight(models.Model):
    """One right of a role, for a choice of layers (`layers.access.rights`)."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="rights")
    right = models.CharField(max_length=20)
    choice = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "right", "choice"], name="right_once_a_role")]

    def __str__(self) -> str:
        return f"{self.role_id}: {self.right} {self.choice}"


class Membership(models.Model):
    """Somebody's role in an organisation: where, and from when to when."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="memberships")
    areas = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    """Codes of administrative units as they were given; none means everywhere."""
    communes = ArrayField(models.CharField(max_length=10), null=True, blank=True)
    """The communes of today in those areas, sorted; None means everywhere."""
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    """When it ends: no longer valid at that moment."""
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["user", "valid_to"], name="membership_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role_id} @ {self.organisation_id}"


class Delegation(models.Model):
    """A membership that somebody else has the use of for a time, such as an absence."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="delegations")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegated_to")
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    reason = models.CharField(max_length=300)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="delegations_given"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="delegation_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} -> {self.to_id}"


class WithheldArea(models.Model):
    """An area (defence, security) inside which chosen layers are dropped or generalised at every exit."""

    class Action(models.TextChoices):
        DROP = "drop"
        GENERALISE = "generalise"

    code = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    """For those who keep the areas; nobody else sees it."""
    kind = models.CharField(max_length=20)
    legal_basis = models.CharField(max_length=300, blank=True)
    shape = MultiPolygonField(srid=4326)
    choices = ArrayField(models.CharField(max_length=60))
    """Choices of layers (`layers.access.rights`)."""
    action = models.CharField(max_length=12, choices=Action.choices, default=Action.DROP)
    grid = models.FloatField(default=500.0)
    """Metres (units of the layer's storage system) to which a generalised geometry is coarsened."""
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class DecisionPower(models.Model):
    """Who decides something, from when to when, and by which document. Data, for it changes with the law."""

    subject = models.CharField(max_length=40)
    plan_level = models.CharField(max_length=20, blank=True)
    works_grade = models.CharField(max_length=10, blank=True)
    works = models.CharField(max_length=20, blank=True)
    authority = models.CharField(max_length=40)
    condition_vi = models.CharField(max_length=300, blank=True)
    condition_en = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    """The first day on which it holds no more."""
    source = models.CharField(max_length=300)
    verified = models.BooleanField(default=False)
    """Whether somebody compared it with the text of the document."""
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["subject", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="power_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.authority}"


class AccessVersion(models.Model):
    """One row whose number rises with every change of the above; caches ask only for this."""

    number = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.number)
