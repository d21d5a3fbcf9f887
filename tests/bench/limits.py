"""What has to stay under a limit: answers of a catalog of 250 layers, and suggestions in a city of 300,000 parcels.

The rate of the slowest answer stands beside that of the limit: a ratio of 1 or more holds it.
"""

import time
from urllib.parse import quote

import requests

from tests.bench import ground, peers
from tests.bench.row import Row

LAYERS, PARCELS = 250, 300_000
MAKE_LAYERS = f"""
import django; django.setup()
from layers.features.services import create_layer
from layers.templates import TEMPLATES, from_template
names = [name for name, template in TEMPLATES.items() if template.theme != "administration"]
for number in range({LAYERS}):
    name = names[number % len(names)]
    create_layer(from_template(name, name=f"{{name[:30]}}_{{number}}"))
"""
MAKE_CITY = f"""
import django; django.setup()
from gis.demo.load import load_demo
load_demo(lambda text: None, size={PARCELS})
"""
PAGES = {
    "the map's page": "/",
    "layers of the map": "/api/layers",
    "landing page": "/ogc/?f=json",
    "conformance": "/ogc/conformance",
    "collections": "/ogc/collections?f=json",
    "collections as a page": "/ogc/collections?f=html",
    "API definition": "/ogc/openapi?f=json",
    "API definition as a page": "/ogc/openapi?f=html",
}
TYPED = {
    "sheet and parcel": ("tờ 12 thửa 45", "12/45", "to 12 thua 4"),
    "with a commune": ("12/45 trung dung", "tờ 12 thửa 45 Trấn Biên"),
    "an address": ("15 Đường Võ Thị Sáu", "66 ho xuan huong", "15 vo thi sau"),
    "a street while typing": ("nguy", "nguyen", "cach mang th", "Đường Võ Thị"),
    "a typing error": ("hồ xaun hương", "nguyen ai qouc", "phạm văn thuậm"),
    "a commune": ("hoa an", "Trấn Biên", "quang vinh"),
    "coordinates": ("1209500 400500", "10.95, 106.82"),
    "what isn't there": ("tờ 999 thửa 99999", "zzzz qqqq"),
}
PAGE_LIMIT, SUGGESTION_LIMIT = 0.3, 0.1


def rows() -> list[Row]:
    return [*_catalog(), *_suggestions()]


def _catalog() -> list[Row]:
    """Each page as it is asked for again and again, and by each worker for the first time after a change."""
    url = ground.fresh("dothi_bench_layers")
    ground.python(["-c", MAKE_LAYERS], url)
    found = []
    with peers.ours(url) as address:
        for _ in range(20):  # both workers have started
            requests.get(address, timeout=30)
        for title, path in PAGES.items():
            again = [_seconds(address + path) for _ in range(20)]
            changed = []
            for _ in range(5):
                with ground.session(url) as cursor:
                    cursor.execute("UPDATE catalog_catalogversion SET number = number + 1")
                time.sleep(1.1)  # as long as a worker may not have noticed
                changed += [_seconds(address + path) for _ in range(4)]
            note = f"median {1000 * sorted(again)[10]:.0f} ms; slowest after a change {1000 * max(changed):.0f} ms"
            slowest = max(*again, *changed)
            found.append(_limited(f"{LAYERS} layers: {title}", slowest, PAGE_LIMIT, note))
    ground.drop("dothi_bench_layers")
    return found


def _suggestions() -> list[Row]:
    """What a person types, each thing twice: nobody's first keystroke finds it in a cache."""
    url = ground.fresh("dothi_bench_city")
    ground.python(["-c", MAKE_CITY], url)
    found = []
    with peers.ours(url) as address:
        for _ in range(20):
            requests.get(f"{address}/api/search?q=warm", timeout=30)
        for title, texts in TYPED.items():
            took = [_seconds(f"{address}/api/search?q={quote(text)}") for text in texts for _ in range(4)]
            note = f"median {1000 * sorted(took)[len(took) // 2]:.0f} ms, slowest {1000 * max(took):.0f} ms"
            found.append(_limited(f"suggestions in {PARCELS:,} parcels: {title}", max(took), SUGGESTION_LIMIT, note))
    ground.drop("dothi_bench_city")
    return found


def _limited(work: str, slowest: float, limit: float, note: str) -> Row:
    return Row(work, 1 / slowest, 1 / limit, f"limit of {1000 * limit:.0f} ms", note)


def _seconds(address: str) -> float:
    began = time.perf_counter()
    answer = requests.get(address, timeout=60)
    seconds = time.perf_counter() - began
    answer.raise_for_status()
    return seconds
