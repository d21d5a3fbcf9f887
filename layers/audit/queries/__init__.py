"""What reads the audit log."""

from layers.audit.queries.events import Event, EventPage, find_events, layers_named, stream_events
from layers.audit.queries.search import PARAMETERS, EventSearch, event_number, understood
from layers.audit.queries.verify import Damage, Verified, verify

__all__ = [
    "PARAMETERS",
    "Damage",
    "Event",
    "EventPage",
    "EventSearch",
    "Verified",
    "event_number",
    "find_events",
    "layers_named",
    "stream_events",
    "understood",
    "verify",
]
