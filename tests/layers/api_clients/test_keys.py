"""Keys: shown once, kept as a hash, known by their form; and what isn't accepted, whatever is wrong with it."""

import string
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import DothiError
from layers.access.errors import AccessRefused
from layers.access.queries import forget as forget_rights
from layers.access.queries import grants_of, public_grants
from layers.access.rights import Right
from layers.access.services import end_organisation
from layers.api_clients import tokens
from layers.api_clients.errors import ClientRefused, CredentialRefused
from layers.api_clients.models import ApiClient, Credential
from layers.api_clients.queries import Caller, authenticate, forget, get_client, list_clients
from layers.api_clients.services import create_client, end_client, limit_client, make_key, revoke

pytestmark = pytest.mark.django_db


def caller_of(key: str) -> Caller:
    forget()
    return authenticate(key)


def test_a_client_acts_as_its_account_and_as_far_as_its_key(department: str) -> None:
    assert department == "ban-do-so-do-thi"
    key = make_key(department, scopes=["see"])
    caller = caller_of(key)
    assert (caller.code, caller.scopes) == (department, {Right.SEE})
    assert not caller.account.has_usable_password()
    assert {str(grant.right) for grant in grants_of(caller.account.pk) - public_grants()} >= {"edit", "import"}
    assert caller_of(make_key(department)).scopes == {Right.SEE, Right.EXPORT, Right.EDIT}


def test_nothing_of_a_key_is_kept_but_its_hash_and_its_beginning(department: str) -> None:
    key = make_key(department)
    row = Credential.objects.get()
    assert row.digest == tokens.digest_of(key)
    assert row.hint == key[:14] + "…"
    assert not [value for value in vars(row).values() if key[14:] in str(value)]


REFUSED = {
    "nothing": lambda key: "",
    "a word": lambda key: "secret",
    "a typing error": lambda key: key[:20] + ("a" if key[20] != "a" else "b") + key[21:],
    "cut short": lambda key: key[:-1],
    "with more behind it": lambda key: key + "0",
    "forged: right form and checksum, never given": lambda key: tokens.new(tokens.Kind.KEY),
    "a secret in the place of a key": lambda key: make_key("ban-do-so-do-thi", kind=tokens.Kind.SECRET),
    "other letters": lambda key: key.upper(),
    "a NUL": lambda key: key + "\0",
    "not ASCII": lambda key: key.replace("dothi", "đôthị"),
    "very long": lambda key: key * 1000,
    "a JWT where no issuer is set up": lambda key: "eyJhbGciOiJub25lIn0.e30.",
}


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_key_is_refused(department: str, sent: object) -> None:
    key = make_key(department)
    with pytest.raises(CredentialRefused, match="E-CLIENT-01"):
        caller_of(sent(key))  # type: ignore[operator]
    assert caller_of(key)


def _expire(key: str) -> None:
    Credential.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def _revoke(key: str) -> None:
    revoke("ban-do-so-do-thi", Credential.objects.get().pk)


DEAD = {
    "expired": _expire,
    "revoked": _revoke,
    "its client has ended": lambda key: end_client("ban-do-so-do-thi"),
    "its department was removed": lambda key: end_organisation("tnmt"),
    "its account was ended": lambda key: ApiClient.objects.get().account.__class__.objects.update(is_active=False),
}


@pytest.mark.parametrize("die", DEAD.values(), ids=DEAD.keys())
def test_a_key_dies(department: str, die: object) -> None:
    key = make_key(department)
    assert caller_of(key)
    die(key)  # type: ignore[operator]
    with pytest.raises(CredentialRefused) as refusal:
        caller_of(key)
    assert (refusal.value.code, refusal.value.values) == ("E-CLIENT-01", {})  # nothing says which of these it was


def test_a_key_that_expires_while_it_is_kept(department: str) -> None:
    key = make_key(department)
    Credential.objects.update(expires_at=timezone.now() + timedelta(milliseconds=150))
    assert caller_of(key)
    with pytest.raises(CredentialRefused):
        while True:
            authenticate(key)


def test_a_client_that_ended_has_no_roles_left(department: str) -> None:
    account = ApiClient.objects.get().account_id
    end_client(department)
    forget_rights()
    assert grants_of(account) == public_grants()
    assert list_clients() == []
    assert [one.code for one in list_clients(ended=True)] == [department]
    with pytest.raises(DothiError, match="E-CLIENT-04"):
        make_key(department)


MADE_WRONG = [
    ({"name": " "}, ClientRefused, "E-CLIENT-08"),
    ({"contact": ""}, ClientRefused, "E-CLIENT-08"),
    ({"purpose": "x" * 501}, ClientRefused, "E-CLIENT-08"),
    ({"scopes": []}, ClientRefused, "E-CLIENT-09"),
    ({"scopes": ["see", "everything"]}, ClientRefused, "E-CLIENT-09"),
    ({"code": "Có dấu"}, ClientRefused, "E-CLIENT-12"),
    ({"code": "ban-do-so-do-thi"}, ClientRefused, "E-CLIENT-12"),
    ({"organisation": "nobody"}, AccessRefused, "E-ACCESS-05"),
    ({"role": "public"}, AccessRefused, "E-ACCESS-06"),
    ({"areas": ["00000x"]}, AccessRefused, "E-ACCESS-03"),
]


@pytest.mark.parametrize(("wrong", "kind", "code"), MADE_WRONG, ids=[str(one[0])[:40] for one in MADE_WRONG])
def test_a_client_is_not_made(department: str, wrong: dict[str, object], kind: type[Exception], code: str) -> None:
    values = {"organisation": "tnmt", "role": "viewer", "scopes": ["see"], "contact": "Lan", "purpose": "thử"}
    with pytest.raises(kind, match=code):
        create_client(**({"name": "Khác"} | values | wrong))  # type: ignore[arg-type]
    assert ApiClient.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"scopes": ["see", "administer"]}, "E-CLIENT-05"),  # a right that its client may not have
        ({"scopes": ["sea"]}, "E-CLIENT-09"),
        ({"days": 0}, "E-CLIENT-06"),
        ({"days": 731}, "E-CLIENT-06"),
    ],
)
def test_a_key_is_not_made(department: str, wrong: dict[str, object], code: str) -> None:
    with pytest.raises(ClientRefused, match=code):
        make_key(department, **wrong)  # type: ignore[arg-type]


def test_a_key_of_one_client_is_not_revoked_by_the_name_of_another(department: str) -> None:
    other = create_client("Khác", "tnmt", role="viewer", scopes=["see"], contact="M", purpose="thử")
    make_key(department)
    key = Credential.objects.get().pk
    with pytest.raises(DothiError, match="E-CLIENT-07"):
        revoke(other, key)
    revoke(department, key)
    with pytest.raises(DothiError, match="E-CLIENT-07"):
        revoke(department, key)


def test_another_organisation_sees_no_client(department: str) -> None:
    assert [one.code for one in list_clients(["tnmt"])] == [department]
    assert list_clients(["ubnd"]) == []
    with pytest.raises(DothiError, match="E-CLIENT-04"):
        get_client(department, ["ubnd"])


def test_limits_of_its_own(department: str) -> None:
    facts = get_client(department)
    assert (facts.limit_minute, facts.quota_day) == (3_000, 500_000)
    limit_client(department, minute=7, day=0)
    caller = caller_of(make_key(department))
    assert (caller.limit_minute, caller.quota_day) == (7, 0)


@given(position=st.integers(0, 45), letter=st.sampled_from(string.ascii_letters + string.digits))
def test_no_single_wrong_letter_passes(position: int, letter: str) -> None:
    key = tokens.new(tokens.Kind.KEY)
    at = len("dothi_key_") + position
    wrong = key[:at] + letter + key[at + 1 :]
    assert tokens.kind_of(wrong) == (tokens.Kind.KEY if wrong == key else None)
