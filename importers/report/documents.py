"""The documents of a report, in a folder."""

import json
from pathlib import Path

from django.core.serializers.json import DjangoJSONEncoder

from gis.errors import InvalidRequest
from importers.report.as_csv import report_table
from importers.report.as_geopackage import write_rejected
from importers.report.as_html import report_page
from importers.report.as_json import report_document
from importers.report.material import Material
from layers.features.authority import OPERATOR, Author

PAGE, DOCUMENT, TABLE, REJECTED = "report.html", "report.json", "report.csv", "rejected.gpkg"


def write_documents(material: Material, folder: Path, by: Author = OPERATOR) -> list[Path]:
    """Write report.html, report.json and report.csv, and rejected.gpkg where features were rejected; earlier ones of
    these names give way. `material` as `by` may read it; its background is what `by` sees.

    Raises:
        InvalidRequest: E-CHECK-36 the folder can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        document = json.dumps(report_document(material), ensure_ascii=False, indent=1, cls=DjangoJSONEncoder)
        (folder / DOCUMENT).write_text(document + "\n", encoding="utf-8")
        (folder / TABLE).write_text(report_table(material), encoding="utf-8", newline="")
        (folder / PAGE).write_text(report_page(material, by), encoding="utf-8")
        (folder / REJECTED).unlink(missing_ok=True)
        written = write_rejected(material, folder / REJECTED)
    except OSError as error:
        raise InvalidRequest("E-CHECK-36", path=folder, reason=error.strerror or error) from error
    return [folder / name for name in (PAGE, DOCUMENT, TABLE, *([REJECTED] if written else []))]
