"""`./dothi features`: single features by hand: look, add, change, remove."""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from gis.cli.members import values
from gis.cli.moments import Day, Instant
from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.errors import FileRefused
from gis.setup.terminal import language, local

CRS = click.option("--crs", default="OGC:CRS84", show_default=True, help=local("Of the coordinates.", "Hệ của tọa độ."))
VERSION = click.option("--version", type=int, help=local("The one you saw.", "Phiên bản đã xem."))
FROM = click.option("--from", "from_day", type=Day(), help=local("Valid from this day on.", "Có hiệu lực từ ngày."))


@click.group("features", help=local("Look at, add, change, remove features.", "Xem, thêm, sửa, xóa đối tượng."))
def command() -> None:
    """Every rule of the layer holds; what was before stays in the history."""


ON = click.option("--on", type=Day(), help=local("As valid on this day.", "Có hiệu lực vào ngày này."))
RECORDED = click.option("--recorded", type=Instant(), help=local("As known at this time.", "Như đã ghi đến lúc này."))


@command.command("list", help=local("A layer as GeoJSON lines.", "Cả lớp, mỗi dòng một đối tượng GeoJSON."))
@click.argument("layer")
@CRS
@ON
@RECORDED
def list_(layer: str, crs: str, on: date | None, recorded: datetime | None) -> None:
    """Newline-delimited, in constant memory; ogr2ogr and GIS programs read it."""
    with database_ready():
        from gis.spatial.crs import parse_crs
        from layers.access.queries import operator_view
        from layers.audit.services import record
        from layers.features.queries import Moment, stream_features

        moment = Moment(on, on, recorded_at=recorded)
        record("layer.exported", layer=layer, details={"format": "geojson", "on": on, "recorded": recorded})
        for feature in stream_features(operator_view().layer(layer), crs=parse_crs(crs), moment=moment):
            click.echo(feature)


@command.command(help=local("One feature as GeoJSON.", "Một đối tượng dạng GeoJSON."))
@click.argument("layer")
@click.argument("feature_id", type=int)
@ON
@RECORDED
def show(layer: str, feature_id: int, on: date | None, recorded: datetime | None) -> None:
    """Public fields; coordinates in degrees."""
    with database_ready():
        from layers.access.queries import operator_view
        from layers.features.queries import Moment, read_item

        moment = Moment(on, on, recorded_at=recorded)
        found = read_item(operator_view().layer(layer), feature_id, moment=moment)
    click.echo(json.dumps({**json.loads(found.feature), "version": found.version}, ensure_ascii=False, indent=1))


@command.command(help=local("What is filled in for a feature.", "Các trường cần điền cho một đối tượng."))
@click.argument("layer")
@json_option
def form(layer: str, as_json: bool) -> None:
    """Public fields with their rules, and the codes that hold today."""
    with database_ready():
        from layers.access.queries import operator_view
        from layers.features.form import form_document

        document = form_document(operator_view().layer(layer))
    report(document, "\n".join(_line(one) for one in document["inputs"]), as_json)


@command.command(help=local("Add a feature from GeoJSON.", "Thêm một đối tượng từ GeoJSON."))
@click.argument("layer")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@values
@CRS
@FROM
@json_option
def add(layer: str, file: Path, given: dict[str, Any], crs: str, from_day: date | None, as_json: bool) -> None:
    """FILE (- for standard input) is a feature or a geometry; FIELD=VALUE goes before its properties."""
    properties, geometry = _geojson(file)
    with database_ready():
        from gis.spatial.crs import parse_crs
        from layers.features.authority import OPERATOR
        from layers.features.services import add_feature

        written = add_feature(
            layer,
            {**properties, **_with_files(layer, given)},
            geometry,
            crs=parse_crs(crs),
            valid_from=from_day,
            by=OPERATOR,
        )
    text = local(f"Feature {written.id} of {layer} is there.", f"Đã thêm đối tượng {written.id} của {layer}.")
    report({"layer": layer, "id": written.id, "version": written.version}, text, as_json)


@command.command(help=local("Change a feature.", "Sửa một đối tượng."))
@click.argument("layer")
@click.argument("feature_id", type=int)
@values
@click.option("--geometry", type=click.Path(path_type=Path, allow_dash=True), help=local("GeoJSON.", "GeoJSON."))
@CRS
@VERSION
@FROM
@json_option
def change(
    layer: str,
    feature_id: int,
    given: dict[str, Any],
    geometry: Path | None,
    crs: str,
    version: int | None,
    from_day: date | None,
    as_json: bool,
) -> None:
    """What isn't named stays; FIELD=null takes a value away, FIELD=@FILE puts a file away and names it."""
    shape = _geojson(geometry)[1] if geometry else None
    with database_ready():
        from gis.spatial.crs import parse_crs
        from layers.features.authority import OPERATOR
        from layers.features.services import change_feature

        written = change_feature(
            layer,
            feature_id,
            _with_files(layer, given),
            shape,
            crs=parse_crs(crs),
            version=version,
            from_day=from_day,
            by=OPERATOR,
        )
    text = local(
        f"Feature {feature_id} of {layer} is in version {written.version}.",
        f"Đối tượng {feature_id} của {layer} đang ở phiên bản {written.version}.",
    )
    report({"layer": layer, "id": feature_id, "version": written.version}, text, as_json)


@command.command(help=local("Remove a feature.", "Xóa một đối tượng."))
@click.argument("layer")
@click.argument("feature_id", type=int)
@VERSION
@FROM
@json_option
def remove(layer: str, feature_id: int, version: int | None, from_day: date | None, as_json: bool) -> None:
    """Its versions stay: ./dothi layers restore brings one back."""
    with database_ready():
        from layers.features.authority import OPERATOR
        from layers.features.services import remove_feature

        remove_feature(layer, feature_id, version=version, from_day=from_day, by=OPERATOR)
    text = local(f"Feature {feature_id} of {layer} is removed.", f"Đã xóa đối tượng {feature_id} của {layer}.")
    report({"layer": layer, "id": feature_id}, text, as_json)


def _line(one: dict[str, Any]) -> str:
    """`* floors  Số tầng  whole_number 0 … 60`; the star is for what has to be filled."""
    rules = [one["widget"]]
    if "minimum" in one or "maximum" in one:
        rules.append(f"{one.get('minimum', '')} … {one.get('maximum', '')}".strip())
    rules += [str(one[name]) for name in ("unit", "pattern", "target") if name in one]
    rules += [f"{choice['code']} {choice['title'][language()]}," for choice in one.get("choices", ())]
    return f"{'*' if one['required'] else ' '} {one['name']}  {one['title'][language()]}  {' '.join(rules).rstrip(',')}"


def _geojson(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Properties and geometry of a feature, or a geometry alone."""
    try:
        document = json.loads(sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FileRefused("E-FILE-01", path=file) from None
    except (OSError, ValueError) as error:
        raise FileRefused("E-FILE-03", name=file.name, reason=str(error)[:120]) from None
    if not isinstance(document, dict):
        raise FileRefused("E-FILE-03", name=file.name, reason="GeoJSON")
    if document.get("type") != "Feature":
        return {}, document
    properties, geometry = document.get("properties") or {}, document.get("geometry") or {}
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        raise FileRefused("E-FILE-03", name=file.name, reason="GeoJSON")
    return properties, geometry


def _with_files(layer: str, given: dict[str, Any]) -> dict[str, Any]:
    """The values, with files put away where one is named as @FILE for a field of that type."""
    from layers.access.queries import operator_view
    from layers.catalog.description import FieldType
    from layers.catalog.files import put_away

    kinds = {field.name: field.type for field in operator_view().layer(layer).fields}
    return {
        name: put_away(Path(value[1:]))
        if kinds.get(name) is FieldType.FILE and isinstance(value, str) and value.startswith("@")
        else value
        for name, value in given.items()
    }
