"""What is looked for in the audit log, as words that a person, a URL or a command line gives."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from gis.errors import InvalidRequest
from layers.audit.actions import ACTIONS, KINDS

LONGEST = 200
HIGHEST_ID = 2**63 - 1
PARAMETERS = ("person", "action", "layer", "feature", "subject", "address", "from", "to", "request")
"""`person` is part of a name, or an account's number; `address` an IP address or a network; `from` and `to` days of the
city, both included; `subject` a part of what it is about; `request` the number of a request or job."""


@dataclass(frozen=True)
class EventSearch:
    """Conditions that all have to hold; `given` says those that were set, in the words they were given in."""

    given: Mapping[str, str]
    conditions: tuple[str, ...]
    values: Mapping[str, Any]


def understood(words: Mapping[str, str]) -> EventSearch:
    """The search that these parameters ask for; empty ones ask for nothing.

    Raises:
        InvalidRequest: E-AUDIT-01 naming the first that can't be understood.
    """
    given = {name: words[name].strip() for name in PARAMETERS if words.get(name, "").strip()}
    conditions: list[str] = []
    values: dict[str, Any] = {}
    for name, text in given.items():
        if len(text) > LONGEST or "\0" in text or not _is_text(text):
            raise _refused(name, text, f"≤ {LONGEST}")
        condition, more = _CONDITIONS[name](text)
        conditions.append(condition)
        values |= more
    if "from" in given and "to" in given and values["from"] >= values["to"]:
        raise _refused("to", given["to"], f"≥ {given['from']}")
    return EventSearch(given, tuple(conditions), values)


def up_to(highest: int) -> EventSearch:
    """Every event up to an id."""
    return EventSearch({}, ("id <= %(highest)s",), {"highest": highest})


def event_number(name: str, text: str) -> int:
    """The id of an event or feature. Raises InvalidRequest: E-AUDIT-01."""
    if not re.fullmatch(r"[0-9]{1,19}", text) or not 1 <= int(text) <= HIGHEST_ID:
        raise _refused(name, text, "1, 2, 3 …")
    return int(text)


def _person(text: str) -> tuple[str, dict[str, Any]]:
    if re.fullmatch(r"[0-9]{1,18}", text):
        return "(actor_id = %(actor)s OR actor_name ILIKE %(person)s)", {"actor": int(text), "person": _part(text)}
    return "actor_name ILIKE %(person)s", {"person": _part(text)}


def _subject(text: str) -> tuple[str, dict[str, Any]]:
    return "subject ILIKE %(subject)s", {"subject": _part(text)}


def _action(text: str) -> tuple[str, dict[str, Any]]:
    """One action, or all of a kind: `account` for whatever happens to accounts."""
    if text in ACTIONS:
        return "action = %(action)s", {"action": text}
    if text in KINDS:
        return "action = ANY(%(actions)s)", {"actions": [code for code in ACTIONS if code.startswith(f"{text}.")]}
    raise _refused("action", text, ", ".join(KINDS) + ", feature.changed …")


def _layer(text: str) -> tuple[str, dict[str, Any]]:
    return "layer = %(layer)s AND layer <> ''", {"layer": text}


def _feature(text: str) -> tuple[str, dict[str, Any]]:
    ranges = "(ids = '{}' AND first_id IS NOT NULL AND first_id <= %(feature)s AND last_id >= %(feature)s)"
    condition = f"((ids @> ARRAY[%(feature)s]::bigint[] AND first_id IS NOT NULL) OR {ranges})"
    return condition, {"feature": event_number("feature", text)}


def _address(text: str) -> tuple[str, dict[str, Any]]:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise _refused("address", text, "10.0.0.7, 10.0.0.0/8") from None
    if network.num_addresses == 1:
        return "address = %(address)s::inet AND address IS NOT NULL", {"address": str(network.network_address)}
    return "address <<= %(address)s::inet AND address IS NOT NULL", {"address": str(network)}


def _from(text: str) -> tuple[str, dict[str, Any]]:
    return "at >= %(from)s", {"from": _midnight("from", text, 0)}


def _to(text: str) -> tuple[str, dict[str, Any]]:
    return "at < %(to)s", {"to": _midnight("to", text, 1)}


def _request(text: str) -> tuple[str, dict[str, Any]]:
    return "request_id = %(request)s", {"request": text}


def _midnight(name: str, text: str, after: int) -> datetime:
    """The beginning of a day in the city, or of a later one."""
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else None
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2999:
        raise _refused(name, text, "2026-11-24")
    return datetime.combine(day + timedelta(days=after), time.min, tzinfo=timezone.get_default_timezone())


def _part(text: str) -> str:
    """A pattern for whatever contains the text; its own wildcards mean themselves."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"


def _is_text(text: str) -> bool:
    return not any(0xD800 <= ord(character) <= 0xDFFF for character in text)


def _refused(name: str, text: str, expected: str) -> InvalidRequest:
    shown = text[:40].replace("\0", "").encode("utf-8", "replace").decode()
    return InvalidRequest("E-AUDIT-01", name=name, value=shown, expected=expected)


_CONDITIONS = {
    "person": _person, "action": _action, "layer": _layer, "feature": _feature, "subject": _subject,
    "address": _address, "from": _from, "to": _to, "request": _request,
}  # fmt: skip
