"""Somebody lets another use a membership while they are away. It is never passed on further: what is delegated is the
membership itself, and only its holder, or who manages access, can delegate it."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from layers.access.errors import AccessRefused
from layers.access.events import told
from layers.access.guards import manages, refuse_own, take_turn
from layers.access.models import Delegation, Membership
from layers.access.services.memberships import open_membership


@transaction.atomic
def delegate(
    membership_id: int,
    to: str,
    *,
    valid_to: datetime,
    reason: str,
    valid_from: datetime | None = None,
    by: int | None = None,
) -> int:
    """Let somebody (by user name) use a membership from a moment (now unless said) to before another. Gives the
    delegation's id.

    Raises:
        AccessRefused: E-ACCESS-07 it would end before it begins, or is over; -08 no such membership, or it is neither
            one's own nor does one manage access; -11 no reason; -12 a manager to themselves; -14 beyond the
            membership's days; -15 to its own holder; -16 not an active person.
    """
    take_turn()
    membership = open_membership(membership_id)
    if by is not None and by != membership.user_id and not manages(by):
        raise AccessRefused("E-ACCESS-08", id=membership_id)
    if not reason.strip():
        raise AccessRefused("E-ACCESS-11")
    account = get_user_model().objects.filter(username=to).first()
    if account is None or not account.is_active or getattr(account, "kind", "person") != "person":
        raise AccessRefused("E-ACCESS-16", user=to[:80])
    if account.pk == membership.user_id:
        raise AccessRefused("E-ACCESS-15")
    refuse_own(by, account.pk)
    now = timezone.now()
    begins = max(valid_from or now, now)
    if valid_to <= begins:
        raise AccessRefused("E-ACCESS-07")
    if begins < membership.valid_from or (membership.valid_to is not None and valid_to > membership.valid_to):
        raise AccessRefused("E-ACCESS-14")
    row = Delegation.objects.create(
        membership=membership, to=account, valid_from=begins, valid_to=valid_to, reason=reason.strip()[:300],
        given_by_id=by,
    )  # fmt: skip
    told("access.delegated", to, **_facts(row, membership), reason=row.reason)
    return row.pk


@transaction.atomic
def end_delegation(delegation_id: int, *, reason: str = "", by: int | None = None) -> None:
    """It ends now. Its giver, its taker and who manages access may end it.

    Raises:
        AccessRefused: E-ACCESS-11 somebody on the web gives no reason, -17 there is no such delegation, it has ended,
            or it isn't theirs.
    """
    take_turn()
    now = timezone.now()
    row = Delegation.objects.select_for_update().filter(pk=delegation_id, valid_to__gt=now).first()
    if row is None or (by is not None and by not in (row.to_id, row.membership.user_id) and not manages(by)):
        raise AccessRefused("E-ACCESS-17", id=delegation_id)
    if by is not None and not reason.strip():
        raise AccessRefused("E-ACCESS-11")
    row.valid_to = max(now, row.valid_from)
    row.save(update_fields=["valid_to"])
    told("access.ended", row.to.get_username(), **_facts(row, row.membership), reason=reason.strip()[:300])


def _facts(row: Delegation, membership: Membership) -> dict[str, object]:
    return {
        "delegation": row.pk,
        "membership": membership.pk,
        "giver": membership.user.get_username(),
        "role": membership.role_id,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
    }
