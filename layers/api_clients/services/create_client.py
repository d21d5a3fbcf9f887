"""A program of an organisation gets an account of its own, with a role in that organisation."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from django.core.exceptions import FieldDoesNotExist
from django.db import transaction

from layers.access.errors import AccessRefused
from layers.access.guards import gives
from layers.access.rights import Right
from layers.access.services import grant_membership
from layers.accounts.models import User
from layers.api_clients import events
from layers.api_clients.errors import ClientRefused
from layers.api_clients.models import ApiClient
from layers.catalog.models import Organisation

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_OF_CODE = 50
TEXTS = {
    "name": (200, "name (tên)"),
    "contact": (200, "contact (người liên hệ)"),
    "purpose": (500, "purpose (mục đích)"),
}


@transaction.atomic
def create_client(
    name: str,
    organisation: str,
    *,
    role: str,
    scopes: Iterable[str],
    contact: str,
    purpose: str,
    areas: Sequence[str] = (),
    code: str = "",
    created_by: int | None = None,
) -> str:
    """Make a client with a service account that has the role in the organisation, in those units or everywhere. Gives
    the client's code, made from its name unless said. `created_by` is the account of who makes it on the web, None the
    command line.

    Raises:
        ClientRefused: E-CLIENT-14 somebody on the web would let a program manage access.
        NotAllowed: E-ACCESS-10.
        ClientRefused: E-CLIENT-08 a text is missing, -09 no such scope, -12 the code is taken or badly written.
        AccessRefused: E-ACCESS-03 no such unit, -05 no such organisation, -06 no such role.
    """
    texts = {
        field: _text(field, given) for field, given in (("name", name), ("contact", contact), ("purpose", purpose))
    }
    ceiling = known_scopes(scopes)
    if created_by is not None and (Right.MANAGE_ACCESS in ceiling or gives(role, Right.MANAGE_ACCESS)):
        raise ClientRefused("E-CLIENT-14")
    owner = Organisation.objects.filter(code=organisation, ended_at__isnull=True).first()
    if owner is None:
        raise AccessRefused("E-ACCESS-05", organisation=organisation[:80])
    code = code or _free_code(name)
    if CODE.fullmatch(code) is None or len(code) > MOST_OF_CODE or ApiClient.objects.filter(code=code).exists():
        raise ClientRefused("E-CLIENT-12", taken=code[:80])
    account = _service_account(code, texts["name"])
    client = ApiClient.objects.create(
        code=code, organisation=owner, account=account, scopes=ceiling, created_by_id=created_by, **texts
    )
    grant_membership(
        account.get_username(), organisation, role, areas=areas, reason=f"API: {client.code}", by=created_by
    )
    events.client_created(code, organisation, role, areas, ceiling)
    return code


def known_scopes(scopes: Iterable[str]) -> list[str]:
    """Scopes in the order of the rights, each once.

    Raises:
        ClientRefused: E-CLIENT-09 where one is none, or there are none.
    """
    asked = set(scopes)
    unknown = sorted(asked - set(Right)) or ([] if asked else ["—"])
    if unknown:
        raise ClientRefused("E-CLIENT-09", scope=unknown[0][:40], known=", ".join(Right))
    return [str(right) for right in Right if right in asked]


def _text(field: str, given: str) -> str:
    most, title = TEXTS[field]
    text = " ".join(given.split())
    if not text or len(text) > most:
        raise ClientRefused("E-CLIENT-08", field=title, most=most)
    return text


def _service_account(code: str, name: str) -> User:
    account = User.objects.create_user(f"api.{code}", password=None)
    for field, value in (("kind", "service"), ("display_name", name[:200])):
        try:
            type(account)._meta.get_field(field)
        except FieldDoesNotExist:
            continue
        setattr(account, field, value)
    account.save()
    return account


def _free_code(name: str) -> str:
    """`so-do-thi` of `Số đô thị`; with a number behind it where that is taken."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    base = "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))
    base = base[: MOST_OF_CODE - 5].strip("-") or "client"
    taken = set(ApiClient.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 3) if (code := base if n == 1 else f"{base}-{n}") not in taken)
