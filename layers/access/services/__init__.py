"""What changes who may do what; each a transaction of its own."""

from layers.access.services.delegations import delegate, end_delegation
from layers.access.services.memberships import change_area, end_membership, grant_membership
from layers.access.services.organisations import end_organisation, ensure_organisation
from layers.access.services.powers import add_power, end_power
from layers.access.services.roles import add_role, change_role, remove_role
from layers.access.services.withheld import add_withheld, change_withheld, end_withheld

__all__ = [
    "add_power",
    "add_role",
    "add_withheld",
    "change_area",
    "change_role",
    "change_withheld",
    "delegate",
    "end_delegation",
    "end_membership",
    "end_organisation",
    "end_power",
    "end_withheld",
    "ensure_organisation",
    "grant_membership",
    "remove_role",
]
