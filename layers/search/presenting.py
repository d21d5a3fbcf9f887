"""What a found feature is called in results: a title, and beneath it what tells it from its likes."""

from typing import Any

from layers.administration.queries import Commune, commune_at_survey, present_commune
from layers.catalog.description import Title
from layers.search.queries.communes import before, era
from layers.search.queries.found import Found
from layers.search.queries.sources import Source
from layers.search.results import Result


def parcel_result(source: Source, found: Found, score: float, *, exact: bool = True) -> Result:
    """A parcel: sheet and number, then its commune at survey (with its era), area and address."""
    values = found.values
    if source.role == "former_sheet":
        old = f"{values.get('so_thua_cu')}, {values.get('so_to_cu')}"
        vi, en = f" (số cũ: thửa, tờ {old})", f" (former numbers: parcel, sheet {old})"
    else:
        vi = en = ""
    return Result(
        kind="parcel",
        title=Title(
            f"Thửa {values.get('so_thua') or '?'}, tờ {values.get('so_to') or '?'}{vi}",
            f"Parcel {values.get('so_thua') or '?'}, sheet {values.get('so_to') or '?'}{en}",
        ),
        subtitle=_joined(_commune(found), _area(found), _plain(values.get("dia_chi"))),
        score=score,
        layer=found.layer,
        id=found.id,
        point=found.point,
        bbox=found.bbox,
        exact=exact,
        facts={
            "sheet": values.get("so_to"),
            "number": values.get("so_thua"),
            "commune_at_survey": _commune_facts(commune_at_survey(values.get("ma_xa"), found.commune_code)),
            "commune_code_at_survey": values.get("ma_xa"),
            "commune": _commune_facts(present_commune(found.commune_code)),
            "area_m2": _area_m2(found),
            "address": values.get("dia_chi"),
        },
    )


def address_result(source: Source, found: Found, score: float, *, exact: bool = True) -> Result:
    """An address, with what stands there."""
    sheet, number = found.values.get("so_to"), found.values.get("so_thua")
    of = Title(f"Thửa {number}, tờ {sheet}", f"Parcel {number}, sheet {sheet}") if number else source.description.title
    return Result(
        kind="address",
        title=_plain(found.values.get(source.field)),
        subtitle=_joined(of, _commune(found)),
        score=score,
        layer=found.layer,
        id=found.id,
        point=found.point,
        bbox=found.bbox,
        exact=exact,
    )


def named_result(source: Source, found: Found, score: float, *, exact: bool = True) -> Result:
    """A street, commune, province, plan or any other feature by its title."""
    description = source.description
    title = found.values.get(description.title_field) or found.values.get(source.field)
    by = found.values.get(source.field) if source.field != description.title_field else None
    return Result(
        kind=source.kind,
        title=_plain(title),
        subtitle=_joined(description.title, _plain(by), _where(source, found)),
        score=score,
        layer=found.layer,
        id=found.id,
        point=found.point,
        bbox=found.bbox,
        exact=exact,
    )


def _where(source: Source, found: Found) -> Title:
    if source.kind == "commune":
        return _plain(found.values.get("province"))
    present = present_commune(found.commune_code)
    return _plain(present.name if present else None)


def _commune(found: Found) -> Title:
    """The commune at survey with its era, then today's where it is another."""
    at_survey = commune_at_survey(found.values.get("ma_xa"), found.commune_code)
    today = present_commune(found.commune_code)
    now = _plain(today.name if today else None)
    if at_survey is None or not at_survey.former:
        return now
    former = Title(f"{at_survey.name} ({before(at_survey).vi})", f"{at_survey.name} ({before(at_survey).en})")
    return _joined(former, now)


def _commune_facts(commune: Commune | None) -> dict[str, Any] | None:
    if commune is None:
        return None
    return {"code": commune.code, "name": commune.name, "era": era(commune)}


def _area_m2(found: Found) -> float | None:
    """Legal area, else surveyed, else computed; None where nothing says it."""
    for name in ("dien_tich_phap_ly", "dien_tich"):
        if found.values.get(name):
            return float(found.values[name])
    return round(found.area_m2, 1) or None


def _area(found: Found) -> Title:
    area = _area_m2(found)
    if area is None:
        return Title("", "")
    english = f"{area:,.1f}"
    return Title(f"{english.translate(str.maketrans(',.', '.,'))} m²", f"{english} m²")


def _plain(text: Any) -> Title:
    return Title(str(text), str(text)) if text else Title("", "")


def _joined(*parts: Title) -> Title:
    return Title(" · ".join(p.vi for p in parts if p.vi), " · ".join(p.en for p in parts if p.en))
