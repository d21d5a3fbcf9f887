"""The report as a table: one row a case and feature, for spreadsheets."""

import csv
import io

import shapely

from gis.spreadsheets import BOM, plain
from importers.report.as_json import raw_values
from importers.report.material import Material
from importers.report.words import measures, title_of

_HEAD = (
    "ma", "muc_do", "noi_dung", "finding", "doi_tuong", "ids", "kinh_do", "vi_do", "do_duoc", "measured",
)  # fmt: skip


def report_table(material: Material) -> str:
    """Code, severity, what it is in both languages, the feature's number in the source, ids in the layer, a point in
    degrees, what was measured, then the source's columns."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*_HEAD, *map(plain, material.columns)])
    raw = raw_values(material)
    for case in material.cases:
        found = material.found[case.number]
        title = title_of(found.code)
        said = [title.vi, title.en] if title else [found.message("vi"), found.message("en")]
        shape = shapely.from_wkb(case.shape) if case.shape else None
        at = shapely.point_on_surface(shape) if shape is not None else None
        place = [f"{at.x:.7f}", f"{at.y:.7f}"] if at is not None and not at.is_empty else ["", ""]
        several = measures(case.values)
        told = ["; ".join(f"{t.vi}: {v.vi}" for t, v in several), "; ".join(f"{t.en}: {v.en}" for t, v in several)]
        for fid in case.fids or ("",):
            values = raw.get(fid, {}) if isinstance(fid, int) else {}
            row = [
                found.code,
                str(found.severity),
                *said,
                fid,
                " ".join(map(str, case.ids)),
                *place,
            ]
            writer.writerow([*row, *map(plain, told), *(plain(values.get(name, "")) for name in material.columns)])
    return BOM + out.getvalue()
