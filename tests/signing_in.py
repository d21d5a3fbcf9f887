"""Clients of accounts that have shown all that is asked of them, for tests of what comes after signing in."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.test import Client

from layers.access.queries import forget
from layers.access.services import ensure_organisation, grant_membership
from layers.accounts.adapters import SECOND_FACTOR_SHOWN

OFFICE = "so-tnmt"


def signed_in_client(name: str, **options: object) -> Client:
    """A client of an account that is there, with its second factor shown; nobody is told that it signed in."""
    user = get_user_model().objects.get(username=name)
    client = Client(**options)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "layers.accounts.backends.PersonBackend"
    session[HASH_SESSION_KEY], session[SECOND_FACTOR_SHOWN] = user.get_session_auth_hash(), user.pk
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
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
