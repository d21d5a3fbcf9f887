"""Rows of webhooks. Only `layers.webhooks.queries` and `services` touch them."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone


class Webhook(models.Model):
    """One address that is told of one layer's changes, as far as its account (None: the public) sees them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    layer = models.CharField(max_length=40)
    url = models.CharField(max_length=500)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    rights = ArrayField(models.CharField(max_length=20), null=True, blank=True)
    """The most rights that count: those of the key with which it was made (None: all of the account's)."""
    secret = models.TextField()
    """Encrypted: it signs, so it has to be read again."""
    cursor = models.TextField()
    """The token of the feed up to which changes were announced."""
    looked_at = models.BigIntegerField(default=0)
    """The position of the last change set that was looked at, announced or not."""
    message = models.JSONField(null=True, blank=True)
    """What is still to be delivered; it keeps its id however often it is tried."""
    failures = models.PositiveSmallIntegerField(default=0)
    last_answer = models.CharField(max_length=200, blank=True)
    next_at = models.DateTimeField(default=timezone.now)
    """Not before then."""
    taken_until = models.DateTimeField(null=True, blank=True)
    """A worker is at it until then."""
    delivered_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_why = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["layer"], name="webhook_layer")]

    def __str__(self) -> str:
        return f"{self.layer} {self.id}"
