"""Next links visit every feature exactly once; what is counted is true."""

import pytest

from tests.ogc_api.client import LAYERS, Api, ids_of, link_of

SMALL = {"provinces": (1, 7, 34, 1000), "rotterdam_parcels": (7, 1000, 10_000), "parcels": (100, 1000, 10_000),
         "minneapolis_zoning": (1000, 2193), "toronto_trees": (1000, 10_000)}  # fmt: skip


@pytest.mark.parametrize(("layer", "limit"), [(layer, limit) for layer, limits in SMALL.items() for limit in limits])
def test_next_links_visit_each_feature_once(api: Api, layer: str, limit: int) -> None:
    pages = list(api.pages(f"/collections/{layer}/items", limit=limit))
    ids = [number for page in pages for number in ids_of(page)]
    assert ids == sorted(set(ids)) and len(ids) == pages[0]["numberMatched"]
    assert all(page["numberMatched"] == len(ids) for page in pages)
    assert all(page["numberReturned"] == len(page["features"]) == limit for page in pages[:-1])
    assert 0 < pages[-1]["numberReturned"] <= limit
    assert len(pages) == -(-len(ids) // limit), "no empty last page"


@pytest.mark.parametrize("limit", [10_001, 10**17])
def test_a_limit_over_the_most_is_cut_down_to_it(api: Api, limit: int) -> None:
    """Features Part 1, 7.15.2: a server may answer with fewer, and does so without complaint."""
    page = api.json("/collections/toronto_trees/items", limit=limit)
    assert page["numberReturned"] == 10_000 and link_of(page, "next")


def test_pages_keep_what_was_asked(api: Api) -> None:
    """Box, its system, the answer's system, language and filters go along the next links."""
    west, south, east, north = api.json("/collections/parcels")["extent"]["spatial"]["bbox"][0]
    sheet = api.json("/collections/parcels/items", limit=1)["features"][0]["properties"]["so_to"]
    asked = {
        "bbox": f"{south},{west},{north},{east}", "bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/4326",
        "crs": "http://www.opengis.net/def/crs/EPSG/0/5899", "so_to": sheet, "limit": 7, "datetime": "2026-11-21",
        "lang": "en",
    }  # fmt: skip
    pages = list(api.pages("/collections/parcels/items", **asked))
    ids = [number for page in pages for number in ids_of(page)]
    assert len(pages) > 1 and len(ids) == len(set(ids)) == pages[0]["numberMatched"]
    assert all(feature["properties"]["so_to"] == sheet for page in pages for feature in page["features"])
    answer = api.ask(link_of(pages[0], "next")["href"])
    assert answer.headers["Content-Crs"] == "<http://www.opengis.net/def/crs/EPSG/0/5899>"
    assert answer.headers["Content-Language"] == "en"


@pytest.mark.parametrize("layer", LAYERS)
def test_the_last_page_has_no_next(api: Api, layer: str) -> None:
    whole = api.json(f"/collections/{layer}/items", limit=1)["numberMatched"]
    last = api.json(f"/collections/{layer}/items", after=whole - 1)
    assert ids_of(last) == [whole] and link_of(last, "next") is None
    beyond = api.json(f"/collections/{layer}/items", after=10**17)
    assert (beyond["features"], beyond["numberReturned"], beyond["numberMatched"]) == ([], 0, whole)
