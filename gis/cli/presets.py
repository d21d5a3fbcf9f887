"""`./dothi presets`: how sources were understood before. An import saves them (`--save-preset`)."""

from typing import TYPE_CHECKING

import click

from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import local

if TYPE_CHECKING:
    from layers.imports.preset import Preset


@click.group("presets", help=local("How sources were understood before.", "Cấu hình nhập đã lưu của các nguồn."))
def command() -> None:
    """An import applies one by itself where its columns are those of the file."""


@command.command("list", help=local("Every preset with its layer.", "Mọi cấu hình và lớp của nó."))
@json_option
def list_(as_json: bool) -> None:
    """By name."""
    with database_ready():
        from layers.features.authority import OPERATOR
        from layers.imports.queries import list_presets

        presets = list_presets(OPERATOR)
    lines = [f"{one.name}  {one.layer}  {one.crs}  {len(one.mapping)}/{len(one.columns)}" for one in presets]
    report({"presets": [one.as_json() for one in presets]}, "\n".join(lines), as_json)


@command.command(help=local("What a preset says.", "Nội dung một cấu hình."))
@click.argument("name")
@json_option
def show(name: str, as_json: bool) -> None:
    """Columns and the fields they fill, value maps, coordinate system."""
    with database_ready():
        from layers.features.authority import OPERATOR
        from layers.imports.queries import preset_named

        preset = preset_named(OPERATOR, name)
    lines = [f"{preset.name}  {preset.layer}  {preset.crs}  {preset.encoding}".rstrip(), f"  {_told(preset)}"]
    lines += [f"  {column} -> {field}" for column, field in preset.mapping.items()]
    lines += [
        f"  {field}: {old} -> {new}" for field, values in preset.value_maps.items() for old, new in values.items()
    ]
    lines += [f"  {option} = {value}" for option, value in preset.options.items()]
    report(preset.as_json(), "\n".join(lines), as_json)


@command.command(help=local("Give a preset another name.", "Đổi tên một cấu hình."))
@click.argument("name")
@click.argument("new")
@json_option
def rename(name: str, new: str, as_json: bool) -> None:
    """Runs keep the name by which they were understood."""
    with database_ready():
        from layers.features.authority import OPERATOR
        from layers.imports.services import rename_preset

        rename_preset(name, new, by=OPERATOR)
    report({"renamed": name, "name": new}, local(f"{name} is {new} now.", f"Đã đổi tên {name} thành {new}."), as_json)


@command.command(help=local("Forget a preset.", "Xóa một cấu hình."))
@click.argument("name")
@json_option
def remove(name: str, as_json: bool) -> None:
    """Layers that were loaded with it stay as they are."""
    with database_ready():
        from layers.features.authority import OPERATOR
        from layers.imports.services import remove_preset

        remove_preset(name, by=OPERATOR)
    report({"removed": name}, local(f"{name} was removed.", f"Đã xóa {name}."), as_json)


def _told(preset: "Preset") -> str:
    """The file it was made from or served last, by whom it was made, and when it was last of use."""
    used = f"{preset.last_used_at.astimezone():%Y-%m-%d %H:%M}" if preset.last_used_at else "-"
    return "  ".join((preset.source or "-", preset.made_by or "-", used))
