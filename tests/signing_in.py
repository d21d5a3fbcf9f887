"""Clients of accounts that have shown all that is asked of them, for tests of what comes after signing in."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from layers.access.queries import forget
from layers.access.services import ensure_organisation, grant_membership
from layers.accounts.adapters import SECOND_FACTOR_SHOWN

OFFICE = "so-tnmt"


def signed_in_client(name: str, **options: object) -> Client:
    """A client of an account that is there, with its second factor shown."""
    user = get_user_model().objects.get(username=name)
    client = Client(**options)
    client.force_login(user, backend="layers.accounts.backends.PersonBackend")
    session = client.session
    session[SECOND_FACTOR_SHOWN] = user.pk
    session.save()
    return client


def session_of(client: Client) -> str:
    """The key of its session, for a browser."""
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def new_colleague(name: str, role: str, *, areas: tuple[str, ...] = ()) -> Client:
    """The same of a new account with a role in an office."""
    get_user_model().objects.create_user(name, first_name="Mai", last_name="Trần")
    ensure_organisation(OFFICE, "Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment")
    grant_membership(name, OFFICE, role, areas=areas)
    forget()
    return signed_in_client(name)
