"""Who may decide what: the words of it. Blank means any; levels and grades are those of the code lists."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources

SUBJECTS: Mapping[str, tuple[str, str]] = {
    "plan_approval": ("Phê duyệt quy hoạch", "Approval of a plan"),
    "building_permit": ("Cấp giấy phép xây dựng", "Building permit"),
}
AUTHORITIES: Mapping[str, tuple[str, str]] = {
    "prime_minister": ("Thủ tướng Chính phủ", "Prime Minister"),
    "construction_ministry": ("Bộ Xây dựng", "Ministry of Construction"),
    "provincial_committee": ("Ủy ban nhân dân cấp tỉnh", "Provincial People's Committee"),
    "construction_department": ("Sở Xây dựng", "Department of Construction"),
    "zone_board": ("Ban quản lý khu chức năng", "Zone management board"),
    "commune_committee": ("Ủy ban nhân dân cấp xã", "Commune People's Committee"),
}
WORKS: Mapping[str, tuple[str, str]] = {
    "house": ("Nhà ở riêng lẻ", "Detached house"),
    "other": ("Công trình khác", "Other works"),
}
LEVELS = ("general", "sub_area", "detailed", "urban_design", "underground", "infrastructure")
"""Codes of the list plan_level."""
GRADES = ("special", "I", "II", "III", "IV")
"""Codes of the list works_grade."""


@dataclass(frozen=True)
class Power:
    """One power to decide. `valid_to` is the first day on which it holds no more; `verified`: somebody compared it with
    the text of its source."""

    id: int
    subject: str
    plan_level: str
    works_grade: str
    works: str
    authority: str
    condition_vi: str
    condition_en: str
    valid_from: date
    valid_to: date | None
    source: str
    verified: bool
    note: str

    def as_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "subject": _titled(self.subject, SUBJECTS),
            "plan_level": self.plan_level or None,
            "works_grade": self.works_grade or None,
            "works": self.works or None,
            "authority": _titled(self.authority, AUTHORITIES),
            "condition": {"vi": self.condition_vi, "en": self.condition_en} if self.condition_vi else None,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "source": self.source,
            "verified": self.verified,
            "note": self.note,
        }


def shipped_powers() -> Iterator[dict[str, object]]:
    """The rows that ship with the product, as columns of the table. `mark` is V where somebody compared the row with
    the text, K where it is what people in the field know."""
    text = resources.files("layers.access").joinpath("data", "decision_powers.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        mark, ends = row.pop("mark"), row.pop("valid_to")
        yield {**row, "valid_to": ends or None, "verified": mark == "V"}


def _titled(code: str, titles: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    vi, en = titles.get(code, (code, code))
    return {"code": code, "vi": vi, "en": en}
