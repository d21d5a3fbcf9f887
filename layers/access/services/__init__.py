"""What changes who may do what; each a transaction of its own."""

from layers.access.services.memberships import end_membership, grant_membership
from layers.access.services.organisations import end_organisation, ensure_organisation

__all__ = ["end_membership", "end_organisation", "ensure_organisation", "grant_membership"]
