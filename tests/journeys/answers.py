"""Answers of the server for what its own data doesn't hold: a number that several parcels carry, a failure, a far place."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route

LONG_NAME = (
    "Trung tâm Hành chính - Chính trị, Hội nghị và Triển lãm liên phường Trấn Biên - Tam Hiệp - Long Bình "
    "(giai đoạn 2, điều chỉnh cục bộ lần thứ ba)"
)


def parcel(feature: int, former_commune: str, area: str) -> dict[str, Any]:
    """One of several parcels that are all called sheet 1, parcel 45."""
    return _result(
        "parcel",
        ("Tờ 1, thửa 45", "Sheet 1, parcel 45"),
        (f"{former_commune} (cũ) · {area} m²", f"Former {former_commune} · {area} m²"),
        layer="parcels",
        id=feature,
    )


def coordinate(longitude: float, latitude: float) -> dict[str, Any]:
    name = f"{latitude:.5f}, {longitude:.5f}"
    return _result("coordinate", (name, name), ("WGS 84", "WGS 84"), point=[longitude, latitude])


def named(title: str, **more: Any) -> dict[str, Any]:
    return _result("feature", (title, title), ("", ""), **more)


def _result(kind: str, title: tuple[str, str], subtitle: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {
        "kind": kind,
        "title": dict(zip(("vi", "en"), title, strict=True)),
        "subtitle": dict(zip(("vi", "en"), subtitle, strict=True)),
        "layer": None, "id": None, "point": None, "bbox": None, "score": 1.0, "exact": True, **more,
    }  # fmt: skip


def search_answers(page: Page, *results: dict[str, Any], message: tuple[str, str] = ("", "")) -> None:
    """Let the search answer with these results, whatever is asked; the message is a sentence and a way out."""
    body: dict[str, Any] = {"query": "", "understood_as": {}, "results": list(results)}
    if message[0]:
        body["message"] = {"code": "N-SEARCH-03", "sentence": message[0], "way_out": message[1]}
    page.route("**/api/search?*", _answers(body))


def search_fails(page: Page) -> None:
    page.route("**/api/search?*", lambda route: route.fulfill(status=500, body=""))


def zoning_answers(page: Page, area: float = 113.1) -> None:
    """Let `parcel-zoning` answer with a zone, zones that overlap, and a strip that no plan covers."""
    plan = "75QPK1250100"
    limits = {"ky_hieu_lo": "NO-1", "mat_do_xd": "60-80", "tang_cao": "3-5", "he_so_sdd": "≤ 4,0"}
    body = {
        "parcel": {"id": 1, "area_m2": area, "crs": "EPSG:5899"},
        "parts": [
            _part(plan, "DAT_O_Nhomnhao", "Nhóm nhà ở", area, 0.7, colour="#cc9900", parameters=limits),
            _part(plan, "DAT_Coquan / DAT_Dichvu", "Chồng lấn: Cơ quan, trụ sở, Khu dịch vụ", area, 0.26, overlap=True),
        ],
        "uncovered": {"area_m2": area * 0.04, "share": 0.04},
        "plans": [{"ma_ho_so_qh": plan, "title": LONG_NAME, "decision": "311/QĐ-UBND", "decided_on": "2026-03-10"}],
        "as_of": "2026-11-21",
    }
    page.route("**/parcel-zoning/execution", _answers(body))


def _part(plan: str, code: str, title: str, area: float, share: float, **more: Any) -> dict[str, Any]:
    return {
        "chuc_nang": code, "title": {"vi": title, "en": title}, "colour": None, "overlap": False,
        "area_m2": area * share, "share": share, "ma_ho_so_qh": plan, "parameters": None, **more,
    }  # fmt: skip


def _answers(body: dict[str, Any]) -> Callable[[Route], None]:
    return lambda route: route.fulfill(content_type="application/json", body=json.dumps(body))
