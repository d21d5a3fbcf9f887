"""Somebody gets a role, and loses it. What ended stays as a row: it says who could do what, and when."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from layers.access.areas import communes_in
from layers.access.errors import AccessRefused
from layers.access.models import Membership, Role
from layers.access.roles import PUBLIC
from layers.catalog.models import Organisation


@transaction.atomic
def grant_membership(
    user: str,
    organisation: str,
    role: str,
    *,
    areas: Sequence[str] = (),
    valid_from: datetime | None = None,
    valid_to: datetime | None = None,
    reason: str = "",
) -> int:
    """Give somebody (by user name) a role in an organisation, in those administrative units or everywhere; from now on
    unless said. Gives the membership's id.

    Raises:
        AccessRefused: E-ACCESS-03 no such unit, -04 no such user, -05 no such organisation or it has ended, -06 no such
            role, -07 it would end before it begins.
    """
    account = get_user_model().objects.filter(username=user).first()
    if account is None:
        raise AccessRefused("E-ACCESS-04", user=user[:80])
    owner = Organisation.objects.filter(code=organisation, ended_at__isnull=True).first()
    if owner is None:
        raise AccessRefused("E-ACCESS-05", organisation=organisation[:80])
    if role == PUBLIC or not Role.objects.filter(pk=role).exists():
        raise AccessRefused("E-ACCESS-06", role=role[:40])
    begins = valid_from or timezone.now()
    if valid_to is not None and valid_to <= begins:
        raise AccessRefused("E-ACCESS-07")
    membership = Membership.objects.create(
        user=account, organisation=owner, role_id=role, areas=list(areas), communes=communes_in(areas),
        valid_from=begins, valid_to=valid_to, reason=reason[:300],
    )  # fmt: skip
    return membership.pk


@transaction.atomic
def end_membership(membership_id: int, *, reason: str = "") -> None:
    """It ends now, and with it what was delegated of it.

    Raises:
        AccessRefused: E-ACCESS-08 where there is no such membership, or it has ended.
    """
    membership = Membership.objects.select_for_update().filter(pk=membership_id).first()
    now = timezone.now()
    if membership is None or (membership.valid_to is not None and membership.valid_to <= now):
        raise AccessRefused("E-ACCESS-08", id=membership_id)
    membership.valid_to = max(now, membership.valid_from)
    membership.reason = (reason or membership.reason)[:300]
    membership.save(update_fields=["valid_to", "reason"])
