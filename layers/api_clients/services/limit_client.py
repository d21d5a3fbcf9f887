"""How much a client may ask."""

from django.db import transaction

from layers.api_clients import events
from layers.api_clients.services.living import living_client


@transaction.atomic
def limit_client(code: str, *, minute: int | None, day: int | None) -> None:
    """Requests a minute and a day; 0 is without limit, None what the settings say. Holds within two seconds.

    Raises:
        NotFound: E-CLIENT-04.
    """
    client = living_client(code)
    client.limit_minute, client.quota_day = minute, day
    client.save(update_fields=["limit_minute", "quota_day"])
    events.client_changed(code, {"limit_minute": minute, "quota_day": day})
