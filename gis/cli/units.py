"""`./dothi units`: administrative units by code and era, by name and by point, what became of them, and reforms."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from gis.cli.moments import Day
from gis.cli.options import Decorator, json_option, report
from gis.cli.project import database_ready
from gis.cli.units_reform import reform
from gis.setup.terminal import counted, figure, local

if TYPE_CHECKING:
    from layers.administration.queries import Unit

ERAS = ("before-2025-07", "today")


class Point(click.ParamType):
    """Longitude and latitude in degrees (WGS 84), with a comma between."""

    name = "lon,lat"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        try:
            longitude, latitude = map(float, value.split(","))
            if abs(longitude) <= 180 and abs(latitude) <= 90:
                return longitude, latitude
        except ValueError:
            pass
        self.fail(local(f"{value}: write 106.82,10.95", f"{value}: hãy ghi 106.82,10.95"))


era_option: Decorator = click.option(
    "--era", type=click.Choice(ERAS), help=local("The era the code is of.", "Thời kỳ của mã.")
)
on_option: Decorator = click.option(
    "--on", "on", type=Day(), help=local("A day instead (YYYY-MM-DD).", "Hoặc một ngày (YYYY-MM-DD).")
)


@click.group("units", help=local("Provinces, districts and communes of every era.", "Đơn vị hành chính các thời kỳ."))
def command() -> None:
    """A code alone may name two places: say of which era it is."""


@command.command(help=local("The unit that bears a code.", "Đơn vị mang một mã."))
@click.argument("code")
@era_option
@on_option
@json_option
def find(code: str, era: str | None, on: date | None, as_json: bool) -> None:
    """Refused where the code named several places and neither era nor day is given."""
    with database_ready():
        from layers.administration.queries import Era, find_unit

        _tell([find_unit(code, era=Era(era) if era else None, on=on)], as_json)


@command.command(help=local("Units whose name is like this.", "Các đơn vị có tên gần giống."))
@click.argument("name")
@era_option
@on_option
@json_option
def named(name: str, era: str | None, on: date | None, as_json: bool) -> None:
    """With or without kind and accents; best first."""
    with database_ready():
        from layers.administration.queries import Era, units_named
        from layers.administration.unit_document import match_documents

        found = units_named(name, era=Era(era) if era else None, on=on)
        text = "\n".join(_line(match.unit) for match in found)
        report({"units": match_documents(found)}, text or _none(), as_json)


@command.command(help=local("Today's commune at a point.", "Xã, phường hiện nay tại một điểm."))
@click.argument("point", type=Point(), metavar="LON,LAT")
@json_option
def at(point: tuple[float, float], as_json: bool) -> None:
    """By the outlines in the layer communes."""
    with database_ready():
        from layers.access.queries import operator_view
        from layers.administration.queries import unit_at

        found = unit_at(operator_view(), *point)
        _tell([found] if found else [], as_json)


@command.command("successors", help=local("What a former unit became.", "Đơn vị kế thừa của một đơn vị cũ."))
@click.argument("code")
@era_option
@on_option
@json_option
def successors_(code: str, era: str | None, on: date | None, as_json: bool) -> None:
    """Several where it was split; none where it still stands."""
    with database_ready():
        from layers.administration.queries import Era, successors

        _tell(successors(code, era=Era(era) if era else None, on=on), as_json)


@command.command("predecessors", help=local("What a unit was made of.", "Các đơn vị đã hợp thành một đơn vị."))
@click.argument("code")
@era_option
@on_option
@json_option
def predecessors_(code: str, era: str | None, on: date | None, as_json: bool) -> None:
    """Without a word of era: of the unit of today."""
    with database_ready():
        from layers.administration.queries import Era, predecessors

        _tell(predecessors(code, era=Era(era) if era else None, on=on), as_json)


@command.command(help=local("Find the communes of features anew.", "Xác định lại xã, phường của các đối tượng."))
@click.argument("layers", nargs=-1)
@json_option
def refresh(layers: tuple[str, ...], as_json: bool) -> None:
    """By the outlines as they are now; of every layer where none is named."""
    with database_ready():
        from layers.features.services import layers_with_communes, refresh_communes

        done = {layer: refresh_communes(layer) for layer in layers or layers_with_communes()}
    document = [
        {"layer": layer, "features": one.features, "drafts": one.drafts, "outside": one.outside}
        for layer, one in done.items()
    ]
    text = "\n".join(
        local(
            f"{layer}: {counted(one.features, 'feature')} with another commune; {figure(one.outside)} in none",
            f"{layer}: {figure(one.features)} đối tượng đổi xã, phường; {figure(one.outside)} không thuộc xã nào",
        )
        for layer, one in done.items()
    )
    report({"layers": document}, text or local("There are no layers.", "Chưa có lớp nào."), as_json)


command.add_command(reform)


def _tell(units: "list[Unit]", as_json: bool) -> None:
    from layers.administration.unit_document import unit_document

    text = "\n".join(_line(unit) for unit in units)
    report({"units": [unit_document(unit) for unit in units]}, text or _none(), as_json)


def _line(unit: "Unit") -> str:
    first = unit.valid_from.isoformat() if unit.valid_from else "…"
    after = unit.valid_to.isoformat() if unit.valid_to else "…"
    return f"{unit.code:<5}  {unit.place}  ({first} – {after})"


def _none() -> str:
    return local("None.", "Không có.")
