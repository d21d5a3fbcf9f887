"""The body of a request that writes: of a known type, of bounded size, and JSON that means one thing (RFC 7493)."""

import json
import math
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.http.request import UnreadablePostError

from gis.errors import InvalidRequest
from ogc_api.links import GEOJSON, JSON

MERGE_PATCH = "application/merge-patch+json"
FEATURE_TYPES = (GEOJSON, JSON)
PATCH_TYPES = (MERGE_PATCH, GEOJSON, JSON)
LARGEST = 10_000_000
"""Bytes."""
LONGEST_NUMBER = 300
"""Digits of a whole number: longer ones are none of a computer's numbers."""


def demand_type(request: HttpRequest, accepted: Iterable[str]) -> None:
    """A body without any type is taken for the first one (draft, /per/create-replace-delete/content-type-lenient).

    Raises:
        InvalidRequest: E-EDIT-02 another type or charset, or a compressed body.
    """
    accepted = tuple(accepted)
    given = request.headers.get("Content-Type", "").strip() or accepted[0]
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    charset = request.content_params.get("charset", "utf-8") if request.content_params else "utf-8"
    kind = given.partition(";")[0].strip().lower()
    if kind not in accepted or charset.strip('"').lower() not in ("utf-8", "utf8") or encoding != "identity":
        said = given if encoding == "identity" else f"{given} ({encoding})"
        raise InvalidRequest("E-EDIT-02", given=said[:80], accepted=", ".join(accepted))


def read_json(request: HttpRequest) -> Any:
    """The document.

    Raises:
        InvalidRequest: E-EDIT-03 too large, -04 no JSON, with the place, -05 JSON that programs read differently.
    """
    text = _text(_bytes(request))
    try:
        document = json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_constant, parse_float=_float, parse_int=_int
        )
    except json.JSONDecodeError as error:
        said = {"reason": error.msg, "reason_vi": "sai cú pháp"}  # the library's words are English
        raise InvalidRequest("E-EDIT-04", **said, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise InvalidRequest("E-EDIT-05", reason="[[[[…") from None
    if "\\ud" in text.lower():  # only then can half a character be in it
        try:
            json.dumps(document, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise InvalidRequest("E-EDIT-05", reason=repr(error.object[error.start])) from None
    return document


def _bytes(request: HttpRequest) -> bytes:
    length = request.META.get("CONTENT_LENGTH") or "0"
    too_large = InvalidRequest("E-EDIT-03", limit=LARGEST // 1_000_000)
    if length.isdecimal() and int(length) > LARGEST:
        raise too_large
    try:
        raw: bytes = request.read(LARGEST + 1)
    except UnreadablePostError:
        raise InvalidRequest("E-EDIT-04", reason="…", line=1, column=1) from None
    if len(raw) > LARGEST:
        raise too_large
    return raw


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        raise InvalidRequest("E-EDIT-04", reason="UTF-8", line=line, column=column) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise InvalidRequest("E-EDIT-05", reason=f"2 × {json.dumps(repeated)[:60]}")
    return found


def _no_constant(name: str) -> float:
    raise InvalidRequest("E-EDIT-05", reason=name)


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise InvalidRequest("E-EDIT-05", reason=text[:40])
    return number


def _int(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise InvalidRequest("E-EDIT-05", reason=f"{text[:40]}…")
    return int(text)
