"""The process `parcel-zoning`: what is planned on a parcel, in parts that with the uncovered rest make up its area."""

from collections.abc import Mapping
from typing import Any

from layers.access.view import View
from layers.catalog.description import LayerDescription, Title
from layers.planning.queries import Area, ParcelZoning, PlanOnParcel, Zone, ZonePart, parcel_zoning
from ogc_api.processes.process import Document, Input, Process

FUNCTION, PLAN = "chuc_nang", "ma_ho_so_qh"
Classes = Mapping[str, Mapping[str, Any]]
OVERLAP = Title("Chồng lấn", "Overlap")
LARGEST_ID = 2**63 - 1


def execute(view: View, inputs: Mapping[str, Any]) -> Document:
    """The output `zoning`. Areas are m² to 0.1 mm² so that the sum holds, shares 0 to 1."""
    return zoning_document(view, parcel_zoning(view, inputs["parcel"], inputs.get("as_of")))


def zoning_document(view: View, found: ParcelZoning) -> Document:
    """The answer; colours and words are those of the style of the zones' own layers."""
    layers = {zone.layer for plan in found.plans for part in plan.parts for zone in part.zones}
    classes = {layer: _classes(view.layer(layer)) for layer in layers}
    return {
        "parcel": {"id": found.parcel, "area_m2": round(found.area_m2, 4), "crs": f"EPSG:{found.epsg}"},
        "parts": [_part(part, classes) for part in found.parts],
        "uncovered": _area(found.uncovered),
        "plans": [_plan(plan, classes) for plan in found.plans],
        "as_of": found.as_of.isoformat(),
    }


def _classes(zoning: LayerDescription) -> dict[str, Any]:
    """The classes of a layer's style by function, in small letters."""
    return {str(entry["value"]).lower(): entry for entry in zoning.style.get("classes", ())}


def _part(part: ZonePart, classes: Classes) -> Document:
    first = part.zones[0]
    document = {
        "layer": first.layer,
        "zone": first.id,
        "zones": [{"layer": zone.layer, "id": zone.id} for zone in part.zones],
        "overlap": part.overlap,
        FUNCTION: " / ".join(_function(zone) for zone in part.zones),
        "title": _titled(first, classes),
        "colour": classes[first.layer].get(_function(first).lower(), {}).get("fill"),
        **_area(part.area),
        PLAN: part.plan or None,
        "parameters": {name: value for name, value in first.values.items() if name not in (FUNCTION, PLAN)},
    }
    if part.overlap:  # which of them is meant, nobody can say
        title = _overlap([_titled(zone, classes) for zone in part.zones])
        document |= {"layer": None, "zone": None, "title": title, "colour": None, "parameters": None}
    return document


def _function(zone: Zone) -> str:
    return str(zone.values.get(FUNCTION) or "")


def _plan(plan: PlanOnParcel, classes: Classes) -> Document:
    return {
        PLAN: plan.code or None,
        "level": plan.level or None,
        "title": plan.title,
        "decision": plan.decision,
        "decided_on": plan.decided_on.isoformat() if plan.decided_on else None,
        "covered": _area(plan.covered),
        "parts": [_part(part, classes) for part in plan.parts],
    }


def _titled(zone: Zone, classes: Classes) -> dict[str, str]:
    """The official words for a function; its code where there are none."""
    function = _function(zone)
    label = classes[zone.layer].get(function.lower(), {}).get("label")
    return dict(label) if label else {"vi": function, "en": function}


def _overlap(titled: list[dict[str, str]]) -> dict[str, str]:
    names = {language: ", ".join(dict.fromkeys(title[language] for title in titled)) for language in ("vi", "en")}
    return {"vi": f"{OVERLAP.vi}: {names['vi']}", "en": f"{OVERLAP.en}: {names['en']}"}


def _area(area: Area) -> dict[str, float]:
    return {"area_m2": round(area.m2, 4), "share": round(area.share, 6)}


_AREA = {
    "type": "object",
    "required": ["area_m2", "share"],
    "properties": {"area_m2": {"type": "number", "minimum": 0}, "share": {"type": "number", "minimum": 0}},
}
_PART = {
    "type": "object",
    "required": ["zones", "overlap", FUNCTION, "title", "area_m2", "share"],
    "properties": {
        "layer": {"type": "string", "nullable": True},
        "zone": {"type": "integer", "nullable": True},
        "zones": {
            "type": "array",
            "items": {"type": "object", "properties": {"layer": {"type": "string"}, "id": {"type": "integer"}}},
        },
        "overlap": {"type": "boolean"},
        FUNCTION: {"type": "string"},
        "title": {"type": "object", "properties": {"vi": {"type": "string"}, "en": {"type": "string"}}},
        "colour": {"type": "string", "nullable": True},
        **_AREA["properties"],  # type: ignore[dict-item]
        PLAN: {"type": "string", "nullable": True},
        "parameters": {"type": "object", "nullable": True},
    },
}
_PARTS = {"type": "array", "items": _PART}
PROCESS = Process(
    id="parcel-zoning",
    version="1.0.0",
    title=Title("Quy hoạch trên thửa đất", "Zoning of a parcel"),
    description=Title(
        "Các phần của thửa đất theo chức năng quy hoạch, với diện tích và tỷ lệ; các phần cộng với chỗ chưa có quy "
        "hoạch bằng diện tích thửa. Quy hoạch chi tiết hơn được áp dụng; chỗ chồng lấn trong một đồ án được nêu riêng.",
        "The parts of a parcel by planned function, with areas and shares; the parts and what no plan covers add up to "
        "the parcel. The more detailed plan decides; where zones of one plan overlap, it says so.",
    ),
    inputs={
        "parcel": Input(
            Title("Mã đối tượng của thửa đất", "Feature id of the parcel"),
            {"type": "integer", "minimum": 1, "maximum": LARGEST_ID},
        ),
        "as_of": Input(
            Title("Ngày áp dụng quy hoạch; mặc định hôm nay", "Day whose plans count; today where it is left out"),
            {"type": "string", "format": "date"},
            required=False,
        ),
    },
    output="zoning",
    output_title=Title("Các phần theo quy hoạch", "Parts by zoning"),
    output_schema={
        "type": "object",
        "required": ["parcel", "parts", "uncovered", "plans", "as_of"],
        "properties": {
            "parcel": {"type": "object", "properties": {"id": {"type": "integer"}, "area_m2": {"type": "number"}}},
            "parts": _PARTS,
            "uncovered": _AREA,
            "plans": {"type": "array", "items": {"type": "object", "properties": {"parts": _PARTS}}},
            "as_of": {"type": "string", "format": "date"},
        },
    },
    execute=execute,
)
