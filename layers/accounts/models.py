"""Accounts, and the passwords that they had."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class User(AbstractUser):
    """Somebody or something that acts: a person who signs in, or a service that comes with a key."""

    class Kind(models.TextChoices):
        PERSON = "person"
        SERVICE = "service"

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    display_name = models.CharField(max_length=200, blank=True, default="")
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(Lower("username"), name="accounts_user_username_any_case"),
            models.UniqueConstraint(Lower("email"), condition=~models.Q(email=""), name="accounts_user_email_any_case"),
            models.CheckConstraint(condition=models.Q(kind__in=["person", "service"]), name="accounts_user_kind"),
        ]

    def get_full_name(self) -> str:
        return self.display_name or super().get_full_name()

    @property
    def name(self) -> str:
        """What pages call them."""
        return self.display_name or self.username


class FormerPassword(models.Model):
    """A password's hash, kept so that it isn't chosen again soon."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_passwords")
    password = models.CharField(max_length=128)
    replaced_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user_id} until {self.replaced_at}"
