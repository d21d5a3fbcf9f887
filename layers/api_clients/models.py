"""Rows of API clients. Only `layers.api_clients.services`, `queries`, `oauth` and `counting` touch them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from layers.catalog.models import Organisation


class ApiClient(models.Model):
    """A program of an organisation. What it may do is what its service account may, and at most its scopes."""

    code = models.SlugField(unique=True, max_length=60)
    """Its client id of OAuth2, too."""
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="api_clients")
    account = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_client")
    contact = models.CharField(max_length=200)
    purpose = models.CharField(max_length=500)
    scopes = ArrayField(models.CharField(max_length=20))
    """Rights (`layers.access.rights`) that any of its keys may have at most."""
    limit_minute = models.PositiveIntegerField(null=True, blank=True)
    quota_day = models.PositiveIntegerField(null=True, blank=True)
    """Requests; None is the setting's, 0 is without limit."""
    issuer_client = models.CharField(max_length=200, blank=True, default="")
    issuer_subject = models.CharField(max_length=200, blank=True, default="")
    """What the single sign-on server calls it in the claims `azp` or `client_id`, and `sub`."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_used_from = models.GenericIPAddressField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer_client", "issuer_subject"],
                condition=~Q(issuer_client="") & Q(ended_at__isnull=True),
                name="one_client_for_an_issuer_client",
            )
        ]

    def __str__(self) -> str:
        return self.code


class Credential(models.Model):
    """A key, a secret for tokens, or a token that was given for one. The thing itself is not kept."""

    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=100, blank=True)
    hint = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20))
    issued_with = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="issued")
    """Of a token: the secret that it was given for. It dies with it."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    last_used_from = models.GenericIPAddressField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["client", "kind"], name="credential_of_client")]

    def __str__(self) -> str:
        return self.hint


class Count(models.Model):
    """How many requests of a subject one worker let through and refused in one window of time."""

    subject = models.CharField(max_length=60)
    """`c:` and a client's id, or `a:` and the keyed hash of an address."""
    seconds = models.PositiveIntegerField()
    starts = models.BigIntegerField()
    """Seconds since 1970."""
    worker = models.CharField(max_length=32)
    allowed = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "seconds", "starts", "worker"], name="count_of_a_worker")
        ]
        indexes = [models.Index(fields=["seconds", "starts"], name="count_by_age")]

    def __str__(self) -> str:
        return f"{self.subject} {self.seconds} {self.starts}"
