"""The client that something is done to."""

from gis.errors import NotFound
from layers.api_clients.models import ApiClient


def living_client(code: str) -> ApiClient:
    """Locked until the transaction ends.

    Raises:
        NotFound: E-CLIENT-04 where there is none, or it or its organisation has ended.
    """
    client = (
        ApiClient.objects.select_for_update(of=("self",))
        .filter(code=code, ended_at__isnull=True, organisation__ended_at__isnull=True)
        .first()
    )
    if client is None:
        raise NotFound("E-CLIENT-04", client=code[:80])
    return client
