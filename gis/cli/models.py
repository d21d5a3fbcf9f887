"""`./dothi layers create-model` and `export-model`: the layers of an exchange model, and its files."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gis.cli.options import force_option, json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import counted, figure, language, local

if TYPE_CHECKING:
    from layers.planning.services import ExportedDatabase

databases_option = click.option(
    "--database",
    "databases",
    multiple=True,
    help=local(
        "Only this one: HienTrang, QuyHoach, NenDiaHinh or MocGioi; may be repeated.",
        "Chỉ cơ sở dữ liệu này: HienTrang, QuyHoach, NenDiaHinh hoặc MocGioi; có thể lặp lại.",
    ),
)


@click.command(
    "create-model",
    help=local(
        "Make the layers of an exchange model: create-model planning makes 153.",
        "Tạo các lớp của một mô hình trao đổi: create-model planning tạo 153 lớp.",
    ),
)
@click.argument("model")
@click.option("--prefix", default="", help=local("What their names begin with.", "Phần đầu của tên lớp."))
@click.option("--storage-crs", help=local("Where they keep coordinates (EPSG:n).", "Hệ tọa độ lưu trữ (EPSG:n)."))
@databases_option
@json_option
def create_model(model: str, prefix: str, storage_crs: str | None, databases: tuple[str, ...], as_json: bool) -> None:
    """Those that are there stay; a call that was cut off is ended by the next."""
    began = time.perf_counter()
    with database_ready():
        from layers.planning import services

        made = services.create_model(model, prefix=prefix, storage_crs=storage_crs, databases=databases)
    seconds = round(time.perf_counter() - began, 1)
    new, there = len(made.created), len(made.existing)
    report(
        {"created": list(made.created), "existing": list(made.existing), "seconds": seconds},
        local(
            f"{counted(new, 'layer')} made, {counted(there, 'was', 'were')} there; {seconds} s.",
            f"Đã tạo {figure(new)} lớp, {figure(there)} lớp đã có; {seconds} giây.",
        ),
        as_json,
    )


@click.command(
    "export-model",
    help=local(
        "Write an exchange model's layers to FOLDER, one GeoPackage a database.",
        "Ghi các lớp của mô hình trao đổi vào thư mục FOLDER, mỗi cơ sở dữ liệu một GeoPackage.",
    ),
)
@click.argument("model")
@click.argument("folder", type=click.Path(path_type=Path))
@databases_option
@click.option("--prefix", help=local("Only layers made with this prefix.", "Chỉ các lớp tạo với tiền tố này."))
@force_option(local("Replace files.", "Thay thế tệp đã có."))
@json_option
def export_model(
    model: str, folder: Path, databases: tuple[str, ...], prefix: str | None, force: bool, as_json: bool
) -> None:
    """By the official names of classes and fields, empty classes too; all files or none."""
    with database_ready():
        from layers.planning import services

        files = services.export_model(model, folder, databases=databases, prefix=prefix, force=force)
    document = [
        {
            "database": one.database,
            "path": str(one.path),
            "classes": one.classes,
            "features": one.features,
            "issues": [finding.as_json(language()) for finding in one.findings],
        }
        for one in files
    ]
    report({"files": document}, "\n".join(_text(one) for one in files), as_json)


def _text(one: "ExportedDatabase") -> str:
    classes, features = figure(one.classes), figure(one.features)
    said = local(
        f"{counted(one.classes, 'class', 'classes')}, {counted(one.features, 'feature')}",
        f"{classes} lớp, {features} đối tượng",
    )
    return "\n".join([f"{one.path}: {said}", *(f"  {f.code} {f.message(language())}" for f in one.findings)])
