"""Somebody who may read the audit log, and somebody who may not: made without any event of its own."""

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from layers.access.models import Membership
from layers.access.queries import forget
from layers.catalog.models import Organisation
from tests.signing_in import signed_in_client


def signed_in(name: str, role: str = "") -> Client:
    """A client of a new account with that role in an office."""
    user = get_user_model().objects.create_user(name, first_name="Mai", last_name="Trần")
    if role:
        office, _ = Organisation.objects.get_or_create(
            code="so-tnmt",
            defaults={"title_vi": "Sở Nông nghiệp và Môi trường", "title_en": "Department of Environment"},
        )
        Membership.objects.create(user=user, organisation=office, role_id=role, valid_from=timezone.now())
    forget()
    return signed_in_client(name)
