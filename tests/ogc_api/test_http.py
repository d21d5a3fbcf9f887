"""What HTTP asks of an API: HEAD, OPTIONS and preflights, compression, slashes, what caches may keep."""

import gzip

import pyarrow as pa
import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from ogc_api.compression import chosen, compressed
from tests.ogc_api.client import Api, media_type

PATHS = [
    "", "/", "/conformance", "/openapi", "/collections", "/collections/parcels", "/collections/parcels/items",
    "/collections/parcels/items/1", "/collections/parcels/tiles/WebMercatorQuad/0/0/0", "/nothing",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_the_body(api: Api, path: str) -> None:
    """RFC 9110, 9.3.2."""
    whole, head = api.ask(path), api.ask(path, method="HEAD")
    assert (head.status_code, head.content) == (whole.status_code, b"")
    own = {"date", "x-request-id", "last-modified"}  # the last may come between the two
    assert {k: v for k, v in head.headers.items() if k.lower() not in own} == {
        k: v for k, v in whole.headers.items() if k.lower() not in own
    }


@pytest.mark.parametrize("path", PATHS)
def test_a_browser_of_another_origin_may_read(api: Api, path: str) -> None:
    """The preflight and the answer (Fetch standard, CORS protocol)."""
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET",
             "Access-Control-Request-Headers": "accept-language"}  # fmt: skip
    preflight = api.ask(path, method="OPTIONS", headers=asked)
    assert (preflight.status_code, preflight.content) == (200 if "/items" in path else 204, b"")
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in preflight.headers["Access-Control-Allow-Methods"]
    assert "accept-language" in preflight.headers["Access-Control-Allow-Headers"].lower()
    assert preflight.headers["Allow"] == "GET, HEAD, OPTIONS"
    answer = api.ask(path, headers={"Origin": "https://example.org"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert {"Content-Crs", "ETag", "Link", "Location"} <= {
        n.strip() for n in answer.headers["Access-Control-Expose-Headers"].split(",")
    }


def unpacked(content: bytes, encoding: str, size: int) -> bytes:
    """By other programs' readers where there are any: gzip's own, and pyarrow's with the size known."""
    if encoding == "gzip":
        return gzip.decompress(content)
    codec = pa.Codec({"br": "brotli"}.get(encoding, encoding))
    return bytes(codec.decompress(content, decompressed_size=size, asbytes=True))


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
@pytest.mark.parametrize("path", ["/collections", "/collections/parcels", "/openapi"])
def test_long_answers_are_compressed_for_those_who_take_it(api: Api, path: str, encoding: str) -> None:
    plain = api.ask(path, headers={"Accept-Encoding": "identity"})
    packed = api.session.get(api.root + path, headers={"Accept-Encoding": encoding}, stream=True)
    raw = packed.raw.read(decode_content=False)
    assert "Content-Encoding" not in plain.headers and packed.headers["Content-Encoding"] == encoding
    assert int(packed.headers["Content-Length"]) == len(raw) < len(plain.content) * 0.6
    assert unpacked(raw, encoding, len(plain.content)) == plain.content
    assert "Accept-Encoding" in plain.headers["Vary"] and "Accept-Encoding" in packed.headers["Vary"]
    assert packed.headers["ETag"] == plain.headers["ETag"], "one tag for all encodings, hence a weak one"


def test_tiles_are_compressed_and_found_again_by_their_tag(api: Api) -> None:
    path = "/collections/toronto_trees/tiles/WebMercatorQuad/0/0/0"
    packed, plain = (api.ask(path, headers={"Accept-Encoding": kind}) for kind in ("gzip", "identity"))
    assert packed.headers["Content-Encoding"] == "gzip" and packed.content == plain.content
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert packed.headers["ETag"].startswith("W/")


def test_short_answers_stay_as_they_are() -> None:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    assert not compressed(request, HttpResponse(b"x" * 999)).has_header("Content-Encoding")
    long = compressed(request, HttpResponse(b"x" * 1000))
    assert isinstance(long, HttpResponse) and gzip.decompress(long.content) == b"x" * 1000


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [
        ("gzip", "gzip"), ("gzip, deflate, br", "br"), ("gzip, deflate, br, zstd", "zstd"), ("GZIP", "gzip"),
        ("*", "zstd"), ("gzip;q=0.5", "gzip"), ("gzip;q=0.001", "gzip"), ("gzip; q=1", "gzip"),
        ("br;q=1, gzip;q=0.1", "br"), ("br;q=0.1, gzip;q=1", "gzip"), ("zstd;q=0.5, br;q=0.5, gzip;q=0.4", "zstd"),
        ("zstd;q=0, *", "br"), ("identity, gzip;q=0.5", None), ("identity;q=0.5, gzip;q=0.8", "gzip"), ("", None),
        ("identity", None), ("gzip;q=0", None), ("gzip;q=0.000", None), ("gzip; q=0.0", None), ("deflate", None),
        ("xgzip", None), ("gzip;q=high", None), ("gzip;level=9", None), ("*;q=0", None), (",,;", None),
    ],
)  # fmt: skip
def test_what_a_client_likes_best(accepted: str, taken: str | None) -> None:
    assert chosen(accepted) == taken


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/collections/", "/ogc/collections"),
        ("/collections/parcels/items/?limit=1&f=json", "/ogc/collections/parcels/items?limit=1&f=json"),
        ("/openapi//", "/ogc/openapi"),
    ],
)
def test_an_address_with_a_slash_too_many_leads_on(api: Api, path: str, leads_to: str) -> None:
    answer = api.session.get(api.root + path, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (301, leads_to)
    assert api.ask(path).status_code == 200


def test_nobody_is_led_elsewhere(api: Api) -> None:
    """A redirect stays under /ogc/, whatever the path pretends."""
    for path in ("//example.org/", "/\\example.org/", "/https://example.org/"):
        answer = api.session.get(api.root + path, allow_redirects=False)
        assert answer.headers.get("Location", "/ogc/").startswith("/ogc/")


def test_the_landing_page_with_and_without_slash(api: Api) -> None:
    assert api.ask("").json() == api.ask("/").json()


def test_negotiated_answers_say_what_they_depend_on(api: Api) -> None:
    for path in ("", "/collections", "/collections/parcels/items", "/collections/parcels/items/1", "/nothing"):
        answer = api.ask(path)
        assert {"Accept", "Cookie", "Accept-Encoding"} <= {part.strip() for part in answer.headers["Vary"].split(",")}
        assert answer.headers["Content-Language"] == "vi"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/geo+json"),
        ("application/json", "application/geo+json"),
        ("application/geo+json;q=0.9, text/html;q=0.1", "application/geo+json"),
        ("text/html", "text/html"),
        ("text/html;q=0.9, application/json;q=0.1", "text/html"),
        ("text/html;q=0", "application/geo+json"),
        ("image/png", "application/geo+json"),  # what can't be had isn't refused: most clients can read JSON
        ("", "application/geo+json"),
        ("nonsense", "application/geo+json"),
    ],
)
def test_the_accept_header(api: Api, accept: str, kind: str) -> None:
    assert media_type(api.ask("/collections/parcels/items", headers={"Accept": accept})) == kind
    assert (
        media_type(api.ask("/collections/parcels/items", headers={"Accept": "text/html"}, f="json"))
        == "application/geo+json"
    )
