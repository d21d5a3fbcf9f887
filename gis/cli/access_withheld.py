"""`./dothi access withheld`: areas inside which chosen layers are dropped or generalised."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from gis.cli.access_words import from_option, reason_option, span, until_option
from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import local


@click.group(help=local("Withheld areas: list, add, change, end.", "Khu vực hạn chế: list, add, change, end."))
def withheld() -> None:
    """Takes effect at every exit."""


@withheld.command("list", help=local("List them, without their shapes.", "Liệt kê, không kèm ranh giới."))
@click.option("--ended", is_flag=True, help=local("Ended ones too.", "Kể cả đã kết thúc."))
@json_option
def list_(ended: bool, as_json: bool) -> None:
    """With their sizes."""
    with database_ready():
        from layers.access.queries.lists import withheld_areas

        found = withheld_areas(ended=ended)
        lines = [
            f"{one.code}  {one.title}  {one.kind}, {one.km2:.2f} km², {one.action}"
            + (f" {one.grid:g} m" if one.action == "generalise" else "")
            + f": {', '.join(one.choices)}  {span(one.valid_from, one.valid_to)}"
            for one in found
        ]
    document = {"withheld": [asdict(one) for one in found]}
    report(document, "\n".join(lines) or local("None.", "Không có."), as_json)


@withheld.command(help=local("Withhold what lies in a file's polygons.", "Hạn chế những gì nằm trong vùng của tệp."))
@click.argument("code")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--title", required=True, help=local("For those who keep the areas.", "Tên, chỉ người quản trị thấy."))
@click.option("--layers", "choices", multiple=True, required=True, help=local("A choice of layers.", "Nhóm lớp."))
@click.option(
    "--kind", type=click.Choice(["defence", "security", "other"]), default="defence", help=local("Kind.", "Loại.")
)
@click.option(
    "--generalise", "grid", type=float, help=local("Coarsen to this grid (m); else drop.", "Làm thô theo lưới (m).")
)
@click.option("--legal-basis", default="", help=local("The document.", "Căn cứ pháp lý."))
@click.option("--crs", help=local("Coordinate system of the file (EPSG:n).", "Hệ tọa độ của tệp (EPSG:n)."))
@click.option("--source-layer", help=local("Layer inside the file.", "Lớp bên trong tệp."))
@from_option
@until_option
@reason_option
@json_option
def add(
    code: str, file: Path, title: str, choices: tuple[str, ...], kind: str, grid: float | None, legal_basis: str,
    crs: str | None, source_layer: str | None, first: date | None, last: date | None, reason: str, as_json: bool,
) -> None:  # fmt: skip
    """GeoJSON, GeoPackage or Shapefile, in any known coordinate system."""
    with database_ready():
        from importers.services.read_shape import read_shape
        from layers.access import days
        from layers.access.services import add_withheld

        action = "drop" if grid is None else "generalise"
        add_withheld(
            code, title, read_shape(file, crs=crs, source_layer=source_layer), choices, kind=kind,
            legal_basis=legal_basis, reason=reason, action=action,
            grid=500.0 if grid is None else grid, **days.span(first, last),
        )  # fmt: skip
    report({"withheld": code}, local("Withheld.", "Đã đặt."), as_json)


@withheld.command(help=local("Change an area.", "Sửa một khu vực."))
@click.argument("code")
@click.option("--file", type=click.Path(path_type=Path), help=local("Its new polygons.", "Vùng mới."))
@click.option("--title", help=local("Its title.", "Tên."))
@click.option("--layers", "choices", multiple=True, help=local("Choices of layers instead.", "Các nhóm lớp mới."))
@click.option("--drop", is_flag=True, help=local("Drop instead of generalising.", "Bỏ hẳn thay vì làm thô."))
@click.option("--generalise", "grid", type=float, help=local("Coarsen to this grid (m).", "Làm thô theo lưới (m)."))
@click.option("--crs", help=local("Coordinate system of the file (EPSG:n).", "Hệ tọa độ của tệp (EPSG:n)."))
@until_option
@reason_option
@json_option
def change(
    code: str, file: Path | None, title: str | None, choices: tuple[str, ...], drop: bool, grid: float | None,
    crs: str | None, last: date | None, reason: str, as_json: bool,
) -> None:  # fmt: skip
    """What isn't said stays."""
    with database_ready():
        from importers.services.read_shape import read_shape
        from layers.access import days
        from layers.access.services import change_withheld

        changes: dict[str, Any] = dict(days.span(None, last))
        if title is not None:
            changes["title"] = title
        if choices:
            changes["choices"] = list(choices)
        if drop:
            changes["action"] = "drop"
        elif grid is not None:
            changes |= {"action": "generalise", "grid": grid}
        change_withheld(code, shape=read_shape(file, crs=crs) if file else None, reason=reason, **changes)
    report({"withheld": code}, local("Changed.", "Đã sửa."), as_json)


@withheld.command(help=local("End an area now.", "Kết thúc một khu vực ngay."))
@click.argument("code")
@reason_option
@json_option
def end(code: str, reason: str, as_json: bool) -> None:
    """What lies in it is seen as everywhere."""
    with database_ready():
        from layers.access.services import end_withheld

        end_withheld(code, reason=reason)
    report({"withheld": code, "ended": True}, local("Ended.", "Đã kết thúc."), as_json)
