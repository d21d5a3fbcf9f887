"""What is read of rights; changes nothing."""

from layers.access.queries.grants import forget, grants_of, is_staff, public_grants, rights_on_product, state_in_use
from layers.access.queries.views import operator_view, public_view, view_for

__all__ = [
    "forget",
    "grants_of",
    "is_staff",
    "operator_view",
    "public_grants",
    "public_view",
    "rights_on_product",
    "state_in_use",
    "view_for",
]
