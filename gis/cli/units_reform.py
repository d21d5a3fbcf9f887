"""`./dothi units reform`: what moves when communes merge or split, and moving it."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import figure, local

if TYPE_CHECKING:
    from layers.access.services.follow_reform import Decisions
    from layers.administration.services import AppliedReform

_DECISION = re.compile(r"(?:(\d{1,9}):)?(\d{5})=(\d{5}(?:,\d{5})*)", re.ASCII)


def _decisions(context: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> "Decisions":
    found: dict[tuple[int | None, str], list[str]] = {}
    for word in words:
        match = _DECISION.fullmatch(word)
        if match is None:
            said = local("write 26041=26041,26042 or 7:26041=26042", "hãy ghi 26041=26041,26042 hoặc 7:26041=26042")
            raise click.BadParameter(f"{word}: {said}", context, parameter)
        found[int(match[1]) if match[1] else None, match[2]] = match[3].split(",")
    return found


@click.command(help=local("Preview a reform, or apply it.", "Xem trước hoặc thực hiện một đợt sắp xếp."))
@click.argument("links", type=click.Path(path_type=Path))
@click.option(
    "--outlines", required=True,
    help=local("Layer with the outlines of what follows.", "Lớp ranh giới của các đơn vị mới."),
)  # fmt: skip
@click.option(
    "--area", "decided", multiple=True, callback=_decisions, metavar="[ID:]CODE=CODE,…",
    help=local(
        "What people with rights in a split commune keep.", "Phần của xã bị chia mà người có quyền được giữ."
    ),
)  # fmt: skip
@click.option("--apply", "token", help=local("Apply what this token previewed.", "Thực hiện đúng lần xem trước này."))
@json_option
def reform(links: Path, outlines: str, decided: "Decisions", token: str | None, as_json: bool) -> None:
    """LINKS is a CSV with old_code, new_code and valid_from. Nothing changes without --apply."""
    with database_ready():
        from layers.administration.links_file import read_links
        from layers.administration.reform_document import reform_document
        from layers.administration.services import apply_reform, preview_reform

        read = read_links(links)
        if token is None:
            document = reform_document(preview_reform(read, outlines, decided))
            report(document, "\n".join([*_lines(document), *_next(document)]), as_json)
        else:
            done = apply_reform(token, read, outlines, decided)
            document = {**done.document, "applied_at": done.applied_at.isoformat(), "again": done.again}
            report(document, "\n".join([*_lines(document), _done(done)]), as_json)


def _lines(document: dict[str, Any]) -> list[str]:
    lines = [local(f"From {document['valid_from']}:", f"Từ ngày {document['valid_from']}:")]
    lines += [f"  {one['code']} {one['name']} → {', '.join(one['into'])}" for one in document["ends"]]
    lines.append(local("Then there are:", "Sau đó có:"))
    lines += [f"  {one['code']} {one['name']} ← {', '.join(one['from'])}" for one in document["begins"]]
    lines.append(
        local(
            f"{document['lost_km2']} km² covered before and not after, {document['gained_km2']} km² the other way.",
            f"{document['lost_km2']} km² trước có nay không có ranh giới, {document['gained_km2']} km² ngược lại.",
        )
    )
    for place in document["moves"]:
        lines.append(f"{place['place']}: {figure(place['moving'])}")
        for move in place["codes"]:
            lines.append(f"  {move['from']} → {move['to'] or '?'}  {figure(move['count'])}")
        lines += [_membership(one) for one in place.get("details", ())]
    if document["unknown"]:
        count = figure(document["unknown"])
        lines.append(
            local(
                f"{count} would belong to no commune: no outline of a successor holds them.",
                f"{count} không thuộc xã, phường nào: không nằm trong ranh giới đơn vị kế thừa.",
            )
        )
    return lines


def _membership(one: dict[str, Any]) -> str:
    before, after = ", ".join(one["areas"]), ", ".join(one["areas_after"])
    line = f"  {one['membership']}  {one['user']}, {one['role']}: {before} → {after}"
    if one["wider_by"]:
        line += local(" (gets ground of ", " (thêm địa bàn của ") + f"{', '.join(one['wider_by'])})"
    if one["undecided"]:
        line += local(" (to be decided: --area)", " (cần quyết định: --area)")
    return line


def _next(document: dict[str, Any]) -> list[str]:
    token = document["token"]
    return [
        local(
            f"Nothing was changed. The same command with --apply {token} does it.",
            f"Chưa thay đổi gì. Chạy lại lệnh này với --apply {token} để thực hiện.",
        )
    ]


def _done(done: "AppliedReform") -> str:
    if done.again:
        return local("It had been applied before; nothing was done.", "Đã thực hiện từ trước; không làm gì thêm.")
    return local("Applied.", "Đã thực hiện.")
