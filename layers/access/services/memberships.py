"""Somebody gets a role, and loses it. What ended stays as a row: it says who could do what, and when."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from layers.access.areas import communes_in
from layers.access.errors import AccessRefused
from layers.access.events import told
from layers.access.guards import begin, kept_managed, refuse_own
from layers.access.models import Delegation, Membership, Role
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
    by: int | None = None,
) -> int:
    """Give somebody (by user name) a role in an organisation, in those administrative units or everywhere; from now on
    unless said. Gives the membership's id. `by` is the account of who gives it, None the command line.

    Raises:
        AccessRefused: E-ACCESS-03 no such unit, -04 no such user, -05 no such organisation or it has ended, -06 no such
            role, -07 it would end before it begins, -11 no reason, -12 to oneself. NotAllowed: E-ACCESS-10.
    """
    reason = begin(by, reason)
    account = get_user_model().objects.filter(username=user).first()
    if account is None:
        raise AccessRefused("E-ACCESS-04", user=user[:80])
    refuse_own(by, account.pk)
    owner = Organisation.objects.filter(code=organisation, ended_at__isnull=True).first()
    if owner is None:
        raise AccessRefused("E-ACCESS-05", organisation=organisation[:80])
    if role == PUBLIC or not Role.objects.filter(pk=role).exists():
        raise AccessRefused("E-ACCESS-06", role=role[:40])
    begins = valid_from or timezone.now()
    if valid_to is not None and valid_to <= begins:
        raise AccessRefused("E-ACCESS-07")
    membership = Membership.objects.create(
        user=account, organisation=owner, role_id=role, areas=list(dict.fromkeys(areas)), communes=communes_in(areas),
        valid_from=begins, valid_to=valid_to, reason=reason,
    )  # fmt: skip
    told("access.granted", user, **_facts(membership), reason=reason)
    return membership.pk


@transaction.atomic
def end_membership(membership_id: int, *, reason: str = "", by: int | None = None) -> None:
    """It ends now, and with it what was delegated of it.

    Raises:
        AccessRefused: E-ACCESS-08 where there is no such membership, or it has ended; -11 no reason, -13 nobody could
            manage access any more. NotAllowed: E-ACCESS-10.
    """
    reason = begin(by, reason)
    membership = open_membership(membership_id)
    with kept_managed(by):
        end_now(membership, reason)
    told("access.ended", membership.user.get_username(), **_facts(membership), reason=reason)


@transaction.atomic
def change_area(membership_id: int, areas: Sequence[str], *, reason: str = "", by: int | None = None) -> int:
    """The membership ends now and begins anew in these units (none: everywhere), to the same end and with what is
    delegated of it; what it was stays to be read. Gives the new one's id.

    Raises:
        AccessRefused: E-ACCESS-03 no such unit, -08 no such membership, -11 no reason, -12 one's own. NotAllowed:
            E-ACCESS-10.
    """
    reason = begin(by, reason)
    old = open_membership(membership_id)
    refuse_own(by, old.user_id)
    if by is not None and old.delegations.filter(to=by, valid_to__gt=timezone.now()).exists():
        raise AccessRefused("E-ACCESS-12")  # it would widen what is lent to whoever changes it
    ends, begins = old.valid_to, max(timezone.now(), old.valid_from)
    new = Membership.objects.create(
        user_id=old.user_id, organisation_id=old.organisation_id, role_id=old.role_id,
        areas=list(dict.fromkeys(areas)), communes=communes_in(areas), valid_from=begins, valid_to=ends, reason=reason,
    )  # fmt: skip
    for given in old.delegations.filter(valid_to__gt=begins):
        Delegation.objects.create(
            membership=new, to_id=given.to_id, valid_from=max(begins, given.valid_from), valid_to=given.valid_to,
            reason=given.reason, given_by_id=given.given_by_id,
        )  # fmt: skip
    old.delegations.filter(valid_to__gt=begins, valid_from__lt=begins).update(valid_to=begins)
    old.delegations.filter(valid_from__gte=begins).delete()
    before = list(old.areas)
    end_now(old, reason, begins)
    told("access.changed", new.user.get_username(), **_facts(new), before=before, replaces=old.pk, reason=reason)
    return new.pk


def open_membership(membership_id: int) -> Membership:
    """The row, locked; raises AccessRefused E-ACCESS-08 where there is none or it has ended."""
    membership = Membership.objects.select_for_update().filter(pk=membership_id).first()
    if membership is None or (membership.valid_to is not None and membership.valid_to <= timezone.now()):
        raise AccessRefused("E-ACCESS-08", id=membership_id)
    return membership


def end_now(membership: Membership, reason: str, at: datetime | None = None) -> None:
    """Close the row at this moment, or where it hasn't begun at its beginning."""
    membership.valid_to = max(at or timezone.now(), membership.valid_from)
    membership.reason = reason or membership.reason
    membership.save(update_fields=["valid_to", "reason"])


def _facts(membership: Membership) -> dict[str, object]:
    return {
        "membership": membership.pk,
        "organisation": membership.organisation.code,
        "role": membership.role_id,
        "areas": list(membership.areas),
        "valid_from": membership.valid_from,
        "valid_to": membership.valid_to,
    }
