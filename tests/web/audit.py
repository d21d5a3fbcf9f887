"""Somebody who may read the audit log, and somebody who may not."""

from django.contrib.auth import get_user_model
from django.test import Client

from layers.access.queries import forget
from layers.access.services import ensure_organisation, grant_membership
from tests.signing_in import signed_in_client


def signed_in(name: str, role: str = "") -> Client:
    """A client of a new account with that role in an office."""
    user = get_user_model().objects.create_user(name, first_name="Mai", last_name="Trần")
    if role:
        ensure_organisation("so-tnmt", "Sở Nông nghiệp và Môi trường", "Department of Environment")
        grant_membership(name, "so-tnmt", role)
    forget()
    return signed_in_client(user.username)
