"""Entity tags of features, and what writers say they have seen (RFC 9110, 8.8.3 and 13.1; draft, clause 8).

A tag is the version and a hash of the very representation, `"7-3f0c…"`: what a cache keeps depends on language and
coordinate system too. Whoever writes by it says which version they saw, in whatever form, so only that is compared. The
answer to a write knows of no representation, and its tag is the version alone.
"""

import re
from hashlib import sha256

from django.http import HttpRequest

from gis.errors import InvalidRequest
from layers.features.services.apply_edits import NO_VERSION

_TAG = re.compile(r'\s*(?:W/)?"([^"\x00-\x20]*)"\s*')
"""Proxies that compress make tags weak, which says nothing of the version."""
_VERSION = re.compile(r"([0-9]{1,9})(?:-[0-9a-f]+)?")


def entity_tag(version: int, representation: bytes | None = None) -> str:
    """The tag of a feature as it is sent, or just written."""
    if representation is None:
        return f'"{version}"'
    return f'"{version}-{sha256(representation).hexdigest()[:16]}"'


def is_known(request: HttpRequest, tag: str) -> bool:
    """Whether the client has this representation (If-None-Match, by weak comparison)."""
    asked = request.headers.get("If-None-Match", "")
    return asked.strip() == "*" or tag in [part.strip().removeprefix("W/") for part in asked.split(",")]


def versions_seen(request: HttpRequest) -> frozenset[int] | None:
    """The versions that If-Match names; None where it isn't there, or is `*`, which names none.

    Raises:
        InvalidRequest: E-EDIT-11 where it is no list of tags.
    """
    return versions_in(request.headers.get("If-Match"))


def versions_in(text: str | None) -> frozenset[int] | None:
    """The same of a text, such as stands in a transaction. A tag that was never given out is of no version."""
    if text is None or text.strip() == "*":
        return None
    tags = [_TAG.fullmatch(part) for part in text.split(",")]
    if not all(tags):
        raise InvalidRequest("E-EDIT-11", value=text[:80])
    found = [_VERSION.fullmatch(tag[1]) for tag in tags if tag]
    return frozenset(int(one[1]) if one else NO_VERSION for one in found)
