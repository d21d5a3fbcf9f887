"""Requests that are refused, each with the reason beside it: a problem document with our code, never a traceback."""

import pytest

from tests.ogc_api.client import PROBLEM, Api, media_type

ITEMS = "/collections/parcels/items"
TILES = "/collections/parcels/tiles/WebMercatorQuad"
BBOX_CRS = "bbox=1,2,3,4&bbox-crs="

REFUSED = [
    # Parameters nobody knows
    (f"{ITEMS}?unknown=1", 400, "E-REQUEST-01"),
    (f"{ITEMS}?Limit=1", 400, "E-REQUEST-01"),  # names are case-sensitive
    (f"{ITEMS}?ten_chu=x", 400, "E-REQUEST-01"),  # a personal field is as unknown as any
    (f"{ITEMS}?extra=x", 400, "E-REQUEST-01"),  # unmapped columns of the source count as personal
    (f"{ITEMS}?geom=x", 400, "E-REQUEST-01"),
    (f"{ITEMS}?public_id=1", 400, "E-REQUEST-01"),
    (f"{ITEMS}?so_to%22%3B--=1", 400, "E-REQUEST-01"),
    (f"{ITEMS}?so_to%00=1", 400, "E-REQUEST-01"),
    (f"{ITEMS}?%=1", 400, "E-REQUEST-01"),
    ("/collections?limit=1", 400, "E-REQUEST-01"),
    (f"{ITEMS}/1?limit=1", 400, "E-REQUEST-01"),
    (f"{ITEMS}/1?bbox=106,10,107,11", 400, "E-REQUEST-01"),
    (f"{TILES}/0/0/0?limit=1", 400, "E-REQUEST-01"),
    (f"{TILES}/0/0/0?ten_chu=x", 400, "E-REQUEST-01"),
    # Representations and languages that aren't offered
    (f"{ITEMS}?f=xml", 400, "E-REQUEST-02"),
    (f"{ITEMS}?f=", 400, "E-REQUEST-02"),
    (f"{ITEMS}?f=JSON", 400, "E-REQUEST-02"),
    (f"{TILES}/0/0/0?f=png", 400, "E-REQUEST-02"),
    (f"{TILES}?f=mvt", 400, "E-REQUEST-02"),
    (f"{ITEMS}?lang=fr", 400, "E-REQUEST-02"),
    (f"{ITEMS}?lang=", 400, "E-REQUEST-02"),
    # Numbers
    (f"{ITEMS}?limit=0", 400, "E-REQUEST-03"),
    (f"{ITEMS}?limit=-1", 400, "E-REQUEST-03"),
    (f"{ITEMS}?limit=1.5", 400, "E-REQUEST-03"),
    (f"{ITEMS}?limit=1e3", 400, "E-REQUEST-03"),
    (f"{ITEMS}?limit=", 400, "E-REQUEST-03"),
    (f"{ITEMS}?limit=+5", 400, "E-REQUEST-03"),
    (f"{ITEMS}?limit=1_0", 400, "E-REQUEST-03"),
    (f"{ITEMS}?limit=%D9%A1", 400, "E-REQUEST-03"),  # ١: a digit to Python
    (f"{ITEMS}?limit=1%00", 400, "E-REQUEST-03"),
    (f"{ITEMS}?limit={'9' * 400}", 400, "E-REQUEST-03"),
    (f"{ITEMS}?limit=1;DROP TABLE feature.parcels", 400, "E-REQUEST-03"),
    (f"{ITEMS}?after=-1", 400, "E-REQUEST-03"),
    (f"{ITEMS}?after=x", 400, "E-REQUEST-03"),
    (f"{ITEMS}?after=1 OR 1=1", 400, "E-REQUEST-03"),
    # Filters; more of them in tests/layers/features/filters
    (f"{ITEMS}?filter=", 400, "E-FILTER-01"),
    (f"{ITEMS}?filter=so_to%20%3D", 400, "E-FILTER-01"),
    (f"{ITEMS}?filter=so_to%20%3D%20'%00'", 400, "E-FILTER-01"),
    (f"{ITEMS}?filter=ten_chu%20IS%20NULL", 400, "E-FILTER-02"),
    (f"{ITEMS}?filter=so_to%20%3D%201", 400, "E-FILTER-03"),
    (f"{ITEMS}?filter-lang=cql2-json&filter=so_to", 400, "E-FILTER-01"),
    (f"{ITEMS}?filter-lang=cql&filter=TRUE", 400, "E-FILTER-13"),
    (f"{ITEMS}?filter-lang=cql2-text", 400, "E-FILTER-14"),
    (f"{ITEMS}?filter-crs=EPSG:28992&filter=TRUE", 400, "E-REQUEST-04"),
    (f"{ITEMS}/1?filter=TRUE", 400, "E-REQUEST-01"),
    (f"{TILES}/0/0/0?filter=ten_chu%20IS%20NULL", 400, "E-FILTER-02"),
    (f"{TILES}/0/0/0?filter-lang=cql2-text", 400, "E-FILTER-14"),
    # Boxes
    (f"{ITEMS}?bbox=", 400, "E-REQUEST-05"),
    (f"{ITEMS}?bbox=1,2,3", 400, "E-REQUEST-05"),
    (f"{ITEMS}?bbox=1,2,3,4,5", 400, "E-REQUEST-05"),
    (f"{ITEMS}?bbox=1,2,3,4,5,6,7", 400, "E-REQUEST-05"),
    (f"{ITEMS}?bbox=1,2,3,x", 400, "E-REQUEST-05"),
    (f"{ITEMS}?bbox=1,2,3,", 400, "E-REQUEST-05"),
    (f"{ITEMS}?bbox=1;2;3;4", 400, "E-REQUEST-05"),
    (f"{ITEMS}?bbox=NaN,2,3,4", 400, "E-REQUEST-05"),
    (f"{ITEMS}?bbox=-inf,-inf,inf,inf", 400, "E-REQUEST-05"),
    (f"{ITEMS}?bbox=1e999,2,3,4", 400, "E-REQUEST-05"),
    (f"{ITEMS}?bbox=1_0,2,3,4", 400, "E-REQUEST-05"),
    (f"{ITEMS}?bbox=0x1,2,3,4", 400, "E-REQUEST-05"),
    (f"{ITEMS}?bbox=1,4,3,2", 400, "E-REQUEST-05"),  # south above north
    (f"{ITEMS}?bbox=3,2,1,4&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/3857", 400, "E-REQUEST-05"),  # no 180th
    (f"{ITEMS}?bbox=1,2,3,4)'::geometry)--", 400, "E-REQUEST-05"),
    # Coordinate systems
    (f"{ITEMS}?crs=", 400, "E-CRS-01"),
    (f"{ITEMS}?crs=WGS84", 400, "E-CRS-01"),
    (f"{ITEMS}?crs=http://www.opengis.net/def/crs/EPSG/0/999999", 400, "E-CRS-01"),
    (f"{ITEMS}?crs=http://www.opengis.net/def/crs/EPSG/0/905899", 400, "E-CRS-01"),  # our twin's number
    (f"{ITEMS}?crs=http://www.opengis.net/def/crs/EPSG/0/5899%00", 400, "E-CRS-01"),
    (f"{ITEMS}?crs=http://www.opengis.net/def/crs/EPSG/0/2154", 400, "E-REQUEST-04"),  # known, not offered
    (f"{ITEMS}?{BBOX_CRS}http://www.opengis.net/def/crs/EPSG/0/2154", 400, "E-REQUEST-04"),
    (f"{ITEMS}?{BBOX_CRS}EPSG:5899;DROP", 400, "E-CRS-01"),
    (f"{ITEMS}/1?crs=http://www.opengis.net/def/crs/EPSG/0/28992", 400, "E-REQUEST-04"),
    # Times
    (f"{ITEMS}?datetime=", 400, "E-REQUEST-06"),
    (f"{ITEMS}?datetime=yesterday", 400, "E-REQUEST-06"),
    (f"{ITEMS}?datetime=..", 400, "E-REQUEST-06"),
    (f"{ITEMS}?datetime=2026", 400, "E-REQUEST-06"),
    (f"{ITEMS}?datetime=2026-13-01", 400, "E-REQUEST-06"),
    (f"{ITEMS}?datetime=2026-02-30", 400, "E-REQUEST-06"),
    (f"{ITEMS}?datetime=20261121", 400, "E-REQUEST-06"),
    (f"{ITEMS}?datetime=2026-W47-6", 400, "E-REQUEST-06"),
    (f"{ITEMS}?datetime=2026-11-21T07:00:00", 400, "E-REQUEST-06"),  # no zone
    (f"{ITEMS}?datetime=2026-11-21T25:00:00Z", 400, "E-REQUEST-06"),
    (f"{ITEMS}?datetime=2026-11-22/2026-11-21", 400, "E-REQUEST-06"),  # ends before it begins
    (f"{ITEMS}?datetime=2026-01-01/2026-02-01/2026-03-01", 400, "E-REQUEST-06"),
    (f"{ITEMS}?datetime=2026-11-21%00", 400, "E-REQUEST-06"),
    (f"{ITEMS}?datetime=2026-11-21'", 400, "E-REQUEST-06"),
    (f"{TILES}/0/0/0?datetime=yesterday", 400, "E-REQUEST-06"),
    # Values that can't be one of the field
    (f"{ITEMS}?so_to=%00", 400, "E-REQUEST-10"),
    (f"{ITEMS}?dien_tich=large", 400, "E-REQUEST-10"),
    (f"{ITEMS}?dien_tich=NaN", 400, "E-REQUEST-10"),
    (f"{ITEMS}?dien_tich=1e9999", 400, "E-REQUEST-10"),
    (f"{ITEMS}?dien_tich=1 OR 1=1", 400, "E-REQUEST-10"),
    ("/collections/toronto_trees/items?planted_year=soon", 400, "E-REQUEST-10"),
    (f"/collections/toronto_trees/items?planted_year={'9' * 40}", 400, "E-REQUEST-10"),
    ("/collections/toronto_trees/items?preserved=yes", 400, "E-REQUEST-10"),
    # What isn't there
    ("/collections/nothing", 404, "E-LAYER-05"),
    ("/collections/nothing/items", 404, "E-LAYER-05"),
    ("/collections/nothing/items/1", 404, "E-LAYER-05"),
    ("/collections/nothing/tiles", 404, "E-LAYER-05"),
    ("/collections/nothing/tiles/WebMercatorQuad", 404, "E-LAYER-05"),
    ("/collections/nothing/tiles/WebMercatorQuad/0/0/0", 404, "E-LAYER-05"),
    ("/collections/parcels_history/items", 404, "E-LAYER-05"),  # a table, no layer
    ("/collections/parcels_draft/items", 404, "E-LAYER-05"),
    ("/collections/%00/items", 404, "E-LAYER-05"),
    ("/collections/..%2Fparcels", 404, "E-REQUEST-08"),
    ("/collections/parcels'--/items", 404, "E-LAYER-05"),
    ("/collections/Parcels/items", 404, "E-LAYER-05"),
    (f"{ITEMS}/0", 404, "E-FEATURE-01"),
    (f"{ITEMS}/999999999", 404, "E-FEATURE-01"),
    (f"{ITEMS}/-1", 404, "E-FEATURE-01"),
    (f"{ITEMS}/1.0", 404, "E-FEATURE-01"),
    (f"{ITEMS}/abc", 404, "E-FEATURE-01"),
    (f"{ITEMS}/%00", 404, "E-FEATURE-01"),
    (f"{ITEMS}/1%20OR%201=1", 404, "E-FEATURE-01"),
    (f"{ITEMS}/%D9%A1", 404, "E-FEATURE-01"),
    (f"{ITEMS}/{'9' * 18}", 404, "E-FEATURE-01"),
    (f"{ITEMS}/{'9' * 400}", 404, "E-FEATURE-01"),
    (f"{TILES}/25/0/0", 404, "E-REQUEST-09"),
    (f"{TILES}/1/2/0", 404, "E-REQUEST-09"),
    (f"{TILES}/1/0/{'9' * 400}", 404, "E-REQUEST-09"),
    ("/collections/parcels/tiles/WorldMercatorWGS84Quad", 404, "E-REQUEST-11"),
    ("/collections/parcels/tiles/WorldMercatorWGS84Quad/0/0/0", 404, "E-REQUEST-11"),
    ("/tileMatrixSets/nothing", 404, "E-REQUEST-11"),
    ("/nothing", 404, "E-REQUEST-08"),
    ("/collections/parcels/coverage", 404, "E-REQUEST-08"),  # not declared, so not there
    ("/jobs", 404, "E-REQUEST-08"),
]


@pytest.mark.parametrize(("path", "status", "code"), REFUSED, ids=[path[:70] for path, _, _ in REFUSED])
def test_refused(api: Api, path: str, status: int, code: str) -> None:
    """In Vietnamese, with the way out; in English when asked for."""
    answer = api.ask(path)
    body = answer.json()
    assert (answer.status_code, media_type(answer), body["code"]) == (status, PROBLEM, code)
    assert body["status"] == status and body["title"] and body["detail"]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Traceback" not in answer.text and "psycopg2" not in answer.text and "SELECT" not in answer.text
    if "lang=" not in path:
        english = api.ask(path + ("&" if "?" in path else "?") + "lang=en").json()
        assert english["code"] == code and english["title"] != body["title"]


INJECTIONS = ["' OR '1'='1", "'; DROP TABLE feature.parcels; --", '" OR 1=1', "%' --", "\\", "$$", "${7*7}", "%s", "{}"]


@pytest.mark.parametrize("text", INJECTIONS)
def test_what_looks_like_sql_is_a_value_that_nothing_has(api: Api, text: str) -> None:
    before = api.json(ITEMS, limit=1)["numberMatched"]
    page = api.json(ITEMS, so_to=text)
    assert (page["features"], page["numberMatched"]) == ([], 0)
    assert api.json(ITEMS, limit=1)["numberMatched"] == before > 0


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["", "/collections", f"{TILES}/0/0/0", "/nothing"])
def test_another_method_is_answered_405_with_those_that_are(api: Api, method: str, path: str) -> None:
    """RFC 9110, 15.5.6."""
    answer = api.ask(path, method=method)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["code"] == "E-REQUEST-07"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", ITEMS, "GET, HEAD, POST, OPTIONS"),
        ("DELETE", ITEMS, "GET, HEAD, POST, OPTIONS"),
        ("POST", f"{ITEMS}/1", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
        ("TRACE", f"{ITEMS}/1", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
        ("PUT", "/transactions", "POST, OPTIONS"),
    ],
)
def test_where_something_can_be_written_405_says_what(api: Api, method: str, path: str, allowed: str) -> None:
    answer = api.ask(path, method=method)
    assert (answer.status_code, answer.headers["Allow"]) == (405, allowed)
    assert answer.json()["code"] == "E-REQUEST-13"


def test_a_page_for_people_tells_them_the_same(api: Api) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    for path, status, code in REFUSED[::9]:
        answer = api.ask(path, headers=browser)
        if "f=" not in path:
            assert (answer.status_code, media_type(answer)) == (status, "text/html"), path
            assert code in answer.text and "<h1" in answer.text


def test_what_was_asked_never_becomes_markup(api: Api) -> None:
    answer = api.ask(f"{ITEMS}?<script>alert(1)</script>=1", headers={"Accept": "text/html"})
    assert answer.status_code == 400 and "<script>alert" not in answer.text
    answer = api.ask(ITEMS, f="html", so_to="<script>alert(1)</script>")
    assert answer.status_code == 200 and "<script>alert" not in answer.text
