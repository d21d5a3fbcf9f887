"""Features in other encodings than GeoJSON and HTML: a page of them, or all as a file that is sent while it is read."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from gis.errors import Busy, InvalidRequest
from layers.access.seen import SeenLayer
from layers.features.queries import ItemsQuery, Rows
from ogc_api import negotiation
from ogc_api.encoders import ENCODINGS, GEOJSON, Encoding, Features
from ogc_api.item_links import items_links
from ogc_api.links import link_header

Answer = TypeVar("Answer", bound=HttpResponseBase)
MEDIA_TYPES: Mapping[str, str] = {one.media_type: one.name for one in ENCODINGS.values() if one is not GEOJSON}
"""What `f` would say, by what Accept says, of those that `negotiation` doesn't know."""
AT_ONCE = 3
"""Files that a worker sends at the same time: each keeps one of its threads, and a slow client keeps it for long."""
BROKEN = b"\n\xff\xff\xff\xff\xff\xff\xff E-ENCODING-03\n"
"""Neither UTF-8 nor the size of a feature of FlatGeobuf."""
FAILURES = (DatabaseError, InterfaceError, OSError, RuntimeError, ValueError)
"""Of the database, of the disk, and of pyogrio and pyarrow, whose errors are of the last two kinds."""
_free = threading.BoundedSemaphore(AT_ONCE)


def page(request: HttpRequest, seen: SeenLayer, query: ItemsQuery, encoding: Encoding) -> HttpResponse:
    """One page, as long as a page of GeoJSON; where it goes on stands in the header Link."""
    rows = Rows(seen, query, encoding.form, page=query.limit)
    pieces = list(rows)
    last_id = pieces[-1][-1][0] if rows.more else None
    links = items_links(request, seen.name, last_id, encoding.name)
    features = Features(query.given(seen), query.crs, pieces, request.LANGUAGE_CODE, rows.matched, links)
    response = HttpResponse(b"".join(encoding.write(features)), content_type=_content_type(encoding))
    response["Link"] = link_header(links)
    return negotiation.negotiated(request, _described(response, seen, query, encoding, rows.matched))


def whole(request: HttpRequest, seen: SeenLayer, query: ItemsQuery, encoding: Encoding) -> HttpResponseBase:
    """All that match, as a file.

    Raises:
        InvalidRequest: E-ENCODING-01. Busy: E-ENCODING-02.
    """
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=_content_type(encoding))
        return negotiation.negotiated(request, _described(response, seen, query, encoding, None))
    if not _free.acquire(blocking=False):
        raise Busy("E-ENCODING-02")
    try:
        rows = Rows(seen, replace(query, counted=query.counted or encoding.most is not None), encoding.form)
    except BaseException:
        _free.release()
        raise
    features = Features(query.given(seen), query.crs, rows, request.LANGUAGE_CODE, rows.matched)
    file = _File(rows, encoding.write(features))
    if encoding.most is not None and (rows.matched or 0) > encoding.most:
        file.close()
        raise InvalidRequest("E-ENCODING-01", matched=rows.matched, format=encoding.called, most=encoding.most)
    response = StreamingHttpResponse(file, content_type=_content_type(encoding))
    return negotiation.negotiated(request, _described(response, seen, query, encoding, rows.matched))


class _File:
    """The pieces of a file. Whoever stops reading closes it: the server, when its client has gone.

    The server ends an answer in the usual way when it fails in the midst of it, and a client would take half a file
    for the whole. So what has failed ends in a way that no reader takes for features.
    """

    def __init__(self, rows: Rows, pieces: Iterator[bytes]) -> None:
        self._rows, self._pieces, self._open = rows, pieces, True
        self._failed: Exception | None = None

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._failed is not None:
            raise self._failed
        try:
            return next(self._pieces)
        except FAILURES as error:
            self._failed = error
            self.close()
            return BROKEN
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._open:
            self._open = False
            _free.release()
            self._rows.close()

    def __del__(self) -> None:
        self.close()


def _content_type(encoding: Encoding) -> str:
    return f"{encoding.media_type}; charset=utf-8" if encoding.media_type == "text/csv" else encoding.media_type


def _described(response: Answer, seen: SeenLayer, query: ItemsQuery, encoding: Encoding, matched: int | None) -> Answer:
    response["Content-Crs"] = f"<{query.crs.uri}>"  # Part 2, requirement /req/crs/ogc-crs-header
    response["Content-Disposition"] = f'attachment; filename="{seen.name}.{encoding.extension}"'
    if matched is not None:
        response["OGC-NumberMatched"] = str(matched)
    return response
