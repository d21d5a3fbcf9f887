"""`./dothi layers add-field`, `change-field`, `drop-field`, `restore-field`."""

from typing import Any

import click

from gis.cli.members import members
from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import local


@click.command(
    "add-field",
    help=local(
        "Give a layer a field: add-field trees x_guard title.vi='Rào' title.en=Guard type=boolean",
        "Thêm trường cho lớp: add-field trees x_guard title.vi='Rào' title.en=Guard type=boolean",
    ),
)
@click.argument("layer")
@click.argument("name")
@members
@json_option
def add_field(layer: str, name: str, given: dict[str, Any], as_json: bool) -> None:
    """Features that are there get its default."""
    with database_ready():
        from layers.catalog.declaration import declared_field, field_document
        from layers.features import services

        field = declared_field({"title": name, **given, "name": name})
        services.add_field(layer, field)
        text = local(f"The layer {layer} has a field {name}.", f"Lớp {layer} đã có trường {name}.")
        report(field_document(field), text, as_json)


@click.command(
    "change-field",
    help=local(
        "Change titles, type or rules: change-field trees height type=decimal minimum=0",
        "Đổi tên, kiểu hoặc quy tắc: change-field trees height type=decimal minimum=0",
    ),
)
@click.argument("layer")
@click.argument("name")
@members
@json_option
def change_field(layer: str, name: str, given: dict[str, Any], as_json: bool) -> None:
    """A rule holds only if every feature keeps it; a type changes only if no value is lost."""
    with database_ready():
        from layers.catalog.declaration import declared_field_changes, field_document
        from layers.features import services

        field = services.change_field(layer, name, **declared_field_changes(given))
        text = local(f"The field {name} of {layer} is changed.", f"Đã đổi trường {name} của {layer}.")
        report(field_document(field), text, as_json)


@click.command("drop-field", help=local("Take a field away; its values stay.", "Bỏ một trường; giá trị vẫn được giữ."))
@click.argument("layer")
@click.argument("name")
@click.option("--yes", "confirmed", is_flag=True, help=local("Confirm.", "Xác nhận."))
@json_option
def drop_field(layer: str, name: str, confirmed: bool, as_json: bool) -> None:
    """Takes two seconds: every worker has to notice first."""
    with database_ready():
        from layers.features import services

        services.drop_field(layer, name, confirmed=confirmed)
    text = local(f"The layer {layer} has no field {name} any more.", f"Lớp {layer} không còn trường {name}.")
    report({"layer": layer, "dropped": name}, text, as_json)


@click.command("restore-field", help=local("Bring a dropped field back.", "Khôi phục trường đã bỏ."))
@click.argument("layer")
@click.argument("name")
@json_option
def restore_field(layer: str, name: str, as_json: bool) -> None:
    """With the values it had."""
    with database_ready():
        from layers.features import services

        services.restore_field(layer, name)
    text = local(f"The layer {layer} has its field {name} again.", f"Lớp {layer} đã có lại trường {name}.")
    report({"layer": layer, "restored": name}, text, as_json)
