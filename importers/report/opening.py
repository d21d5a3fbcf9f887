"""Who may open the report of a run: whoever asked for it, and who may import into its layer everywhere."""

from gis.errors import NotFound
from importers.report.keeping import kept
from importers.report.material import Material
from importers.report.viewing import seen_by
from layers.access.rights import Right
from layers.audit.services import record_apart
from layers.catalog.queries import layer_exists, origin_of, stored_description
from layers.features.authority import OPERATOR, Author


def open_report(run_id: int, by: Author, account: int | None = None) -> Material:
    """The material of a run's report as somebody may read it. That personal values are read is recorded.

    Raises:
        NotFound: E-CHECK-35 there is none, or none that they may know of.
    """
    run = origin_of(run_id)
    if run is None:
        raise NotFound("E-CHECK-35", run=run_id)
    if by is not OPERATOR and (account is None or account != run.by_id) and not _imports_everywhere(by, run.layer):
        raise NotFound("E-CHECK-35", run=run_id)
    material = seen_by(kept(run.uuid, run_id), by)
    _record_look(material, run_id)
    return material


def _record_look(material: Material, run_id: int) -> None:
    """Values of personal fields are about to be read: by the source's numbers, which name no feature of the layer."""
    layer = str(material.facts["layer"])
    if not layer_exists(layer):
        return
    personal = {field.name for field in stored_description(layer).fields if field.personal}
    shown = {
        field
        for column, field in material.mapped.items()
        if field in personal and column in material.columns
        and material.features.column(column).null_count < len(material.features)
    }  # fmt: skip
    if shown:
        record_apart("personal.seen", layer=layer, fields=sorted(shown), details={"report_of_run": run_id})


def _imports_everywhere(by: Author, layer: str) -> bool:
    return by is not OPERATOR and layer in by.layers and by.place(Right.IMPORT, layer) is None
