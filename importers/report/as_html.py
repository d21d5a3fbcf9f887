"""The report as one page with a map, that opens anywhere without a network: Leaflet and all data stand in it."""

import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import shapely
from django.core.serializers.json import DjangoJSONEncoder

from importers.report.as_json import raw_values
from importers.report.map import ReportMap, report_map
from importers.report.material import Case, Material
from importers.report.words import SEVERITIES, measures, title_of
from layers.features.authority import Author

_PARTS = Path(__file__).parent
ON_PAGE = 1_000
"""Cases of one finding that the page lists and draws; JSON and CSV have all that are kept."""
_PICTURES = re.compile(r"url\(images/[^)]*\)")
"""Of controls that the map hasn't."""
_ORDER = {"error": 0, "warning": 1, "note": 2}


def report_page(material: Material, by: Author) -> str:
    """HTML in both languages, Vietnamese first; a button changes it."""
    shown = _shown(material)
    drawn = report_map(material, shown, by)
    data = json.dumps(_data(material, shown, drawn), ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)
    parts = {
        "title": escape(f"{material.facts['source']} → {material.facts['layer']}"),
        "leaflet_css": _PICTURES.sub("none", (_PARTS / "leaflet" / "leaflet.css").read_text(encoding="utf-8")),
        "css": (_PARTS / "page" / "report.css").read_text(encoding="utf-8"),
        "map": drawn.html,
        "leaflet_js": (_PARTS / "leaflet" / "leaflet.js").read_text(encoding="utf-8"),
        "map_js": drawn.script,
        "data": data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
        "js": (_PARTS / "page" / "report.js").read_text(encoding="utf-8"),
    }
    head, *pieces = (_PARTS / "page" / "report.html").read_text(encoding="utf-8").split("{{")
    return head + "".join(parts[name] + rest for name, _, rest in (piece.partition("}}") for piece in pieces))


def _shown(material: Material) -> dict[int, list[Case]]:
    """The cases on the page, by the number of their finding: the most serious first."""
    order = sorted(range(len(material.found)), key=lambda n: (_ORDER[str(material.found[n].severity)], n))
    by_number: dict[int, list[Case]] = {number: [] for number in order}
    for case in material.cases:
        if len(by_number[case.number]) < ON_PAGE:
            by_number[case.number].append(case)
    return by_number


def _data(material: Material, shown: Mapping[int, list[Case]], drawn: ReportMap) -> dict[str, Any]:
    raw = raw_values(material)
    findings = []
    for number, cases in shown.items():
        found = material.found[number]
        title = title_of(found.code)
        said = {language: found.message(language) for language in ("vi", "en")}
        findings.append(
            {
                "code": found.code,
                "severity": str(found.severity),
                "title": {"vi": title.vi, "en": title.en} if title else None,
                "message": said,
                "count": found.count,
                "kept": sum(case.number == number for case in material.cases),
                "layer": drawn.layers.get(number),
                "cases": [_case(case, material, raw) for case in cases],
            }
        )
    facts = {name: value for name, value in material.facts.items() if name not in ("issues", "preview")}
    used = {fid for cases in shown.values() for case in cases for fid in case.fids}
    return {
        "facts": facts,
        "severities": {name: {"vi": title.vi, "en": title.en} for name, title in SEVERITIES.items()},
        "findings": findings,
        "raw": {fid: raw[fid] for fid in used if fid in raw},
        "map": drawn.name,
        "around": drawn.around,
        "involved": drawn.involved,
    }


def _case(case: Case, material: Material, raw: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    names = [_name(fid, material, raw) for fid in case.fids[:6]] + [f"id {id_}" for id_ in case.ids[:6]]
    bounds = shapely.from_wkb(case.shape).bounds if case.shape else None
    return {
        "names": names,
        "more": len(case.fids) + len(case.ids) - len(names),
        "fids": list(case.fids[:6]),
        "bounds": [round(value, 7) for value in bounds] if bounds else None,
        "said": [[title.vi, title.en, text.vi, text.en] for title, text in measures(case.values)],
    }


def _name(fid: int, material: Material, raw: Mapping[int, Mapping[str, Any]]) -> str:
    """By the layer's key, as people know it; otherwise by its number in the source."""
    column_of = {field: column for column, field in material.mapped.items()}
    values = raw.get(fid, {})
    key = [str(values[column_of[name]]) for name in material.facts.get("key", ()) if column_of.get(name) in values]
    return " / ".join(key) if key else f"№ {fid}"
