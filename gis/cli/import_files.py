"""`./dothi import`: files into a layer, with a preview, counts and coded findings."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gis.cli.jobs import report_asked
from gis.cli.moments import Day
from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.errors import DothiError, FileRefused
from gis.setup.terminal import figure, language, local, say

if TYPE_CHECKING:
    from importers.report import Material
    from importers.services import ImportReport


@click.command("import", help=local("Import files into a layer.", "Nhập tệp vào một lớp."))
@click.argument("files", nargs=-1, required=True)
@click.option("--layer", required=True, help=local("The layer to fill.", "Lớp nhận dữ liệu."))
@click.option("--template", help=local("Template of a new layer.", "Mẫu của lớp mới."))
@click.option("--crs", help=local("Coordinate system of the file (EPSG:n).", "Hệ tọa độ của tệp (EPSG:n)."))
@click.option(
    "--place",
    metavar=local("CODE_OR_NAME", "MÃ_HOẶC_TÊN"),
    help=local(
        "Province or commune where the data should lie, of today or before; else the city's province.",
        "Tỉnh hoặc xã có dữ liệu, hiện nay hoặc trước đây; mặc định là tỉnh của thành phố.",
    ),
)
@click.option("--swap-axes", is_flag=True, help=local("The first number is the northing.", "Số đầu là tọa độ bắc."))
@click.option(
    "--unit",
    type=click.Choice(["m", "mm"]),
    help=local("Unit of the coordinates, if not metres or degrees.", "Đơn vị tọa độ, nếu không phải mét hoặc độ."),
)
@click.option(
    "--storage-crs", help=local("Coordinate system that a new layer keeps.", "Hệ tọa độ lưu trữ của lớp mới.")
)
@click.option(
    "--encoding",
    type=click.Choice(["utf-8", "tcvn3", "vni", "viscii", "cp1258", "cp1252", "utf-8-twice"], case_sensitive=False),
    help=local("Encoding of text, if known.", "Bảng mã chữ, nếu biết."),
)
@click.option(
    "--geometry",
    type=click.Choice(["point", "line", "polygon"]),
    help=local("Which kind to take.", "Loại hình học cần lấy."),
)
@click.option("--source-layer", help=local("Layer inside the file.", "Lớp bên trong tệp."))
@click.option(
    "--streets",
    metavar="LAYER",
    help=local(
        "Layer of streets along which a list without coordinates is placed.",
        "Lớp tuyến đường để đặt vị trí cho danh sách không có tọa độ.",
    ),
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="COLUMN=FIELD",
    help=local("Which column fills which field.", "Cột nào điền vào trường nào."),
)
@click.option(
    "--mode",
    type=click.Choice(["new", "append", "replace", "update"]),
    help=local("What the files are to the layer.", "Tệp dùng làm gì với lớp."),
)
@click.option(
    "--key",
    metavar="FIELD[,FIELD]",
    help=local(
        "By which features are known, for replace and update.", "Khóa nhận ra đối tượng, cho replace và update."
    ),
)
@click.option(
    "--absent",
    type=click.Choice(["keep", "retire", "retire-in-scope"]),
    help=local("What becomes of features not in the file, for update.", "Xử lý đối tượng không có trong tệp."),
)
@click.option(
    "--from",
    "from_day",
    type=Day(),
    help=local("The day from which changes hold, for replace and update.", "Ngày thay đổi có hiệu lực."),
)
@click.option(
    "--value",
    "values",
    multiple=True,
    metavar="FIELD:OLD=NEW",
    help=local("Which value of the source becomes which.", "Giá trị nào của nguồn đổi thành giá trị nào."),
)
@click.option("--preset", help=local("How this source was understood before.", "Cấu hình đã lưu của nguồn này."))
@click.option("--no-preset", is_flag=True, help=local("Apply no preset by itself.", "Không tự áp dụng cấu hình."))
@click.option("--save-preset", metavar="NAME", help=local("Keep how it was understood.", "Lưu cách hiểu tệp này."))
@click.option("--dry-run", is_flag=True, help=local("Do everything, change nothing.", "Làm thử, không thay đổi gì."))
@click.option("--again", is_flag=True, help=local("Load a file that was loaded before.", "Nhập lại tệp đã nhập."))
@click.option(
    "--report",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help=local("Write what was found into a folder.", "Ghi báo cáo vào một thư mục."),
)
@click.option("--background", is_flag=True, help=local("As a job: print where to follow it.", "Chạy nền, in địa chỉ."))
@json_option
def command(
    files: tuple[str, ...],
    mapping: tuple[str, ...],
    folder: Path | None,
    values: tuple[str, ...],
    background: bool,
    as_json: bool,
    **options: Any,
) -> None:
    """Loads all files or none of them; exit 1 with coded reasons where they are refused. A source may be an address."""
    layer, words = options.pop("layer"), {**options, "mapping": _pairs(mapping), "value_maps": _value_maps(values)}
    words["key"] = [name.strip() for name in (options["key"] or "").split(",") if name.strip()]
    words["from_day"] = options["from_day"].isoformat() if options["from_day"] else None
    if background:
        if folder is not None:
            raise click.UsageError(
                local("--report goes without --background.", "--report không dùng cùng --background.")
            )
        _ask(files, as_json, layer=layer, **{name: value for name, value in words.items() if value})
        return
    with database_ready():
        from importers.services import import_files, refusal_as_json
        from importers.services.fetch import brought, request_for
        from layers.features.authority import OPERATOR

        inside = words.pop("source_layer")
        with progress_bar() as progress, brought(files, inside, lambda done: progress(done, 0)) as found:
            requests = [request_for(one, layer, OPERATOR, words, progress) for one in found]
            try:
                reports = import_files(requests)
            except DothiError as error:
                if folder is not None:
                    _write_reports([getattr(error, "details", None)], folder)
                if as_json:
                    click.echo(json.dumps(refusal_as_json(error, requests[0], language()), ensure_ascii=False))
                else:
                    _show_findings(error)
                    _show_candidates(error)
                raise
        if folder is not None:
            _write_reports([one.details for one in reports], folder)
    report_imports(reports, as_json)


def _show_findings(error: DothiError) -> None:
    """Why nothing of a file could be used, where that is known feature by feature."""
    if "candidates" in error.values or "notes" in error.values:  # its way out says them
        return
    for found in getattr(error, "findings", ()):
        click.echo(f"  {found.code} {figure(found.count)}× {found.message(language())}", err=True)


def _show_candidates(error: DothiError) -> None:
    """Systems that were proposed, one a line: what to say, its name, how much lies inside, and where it would lie."""
    for number, one in enumerate(error.values.get("candidates", ()), 1):
        west, south, east, north = one["bounds"]
        where = f"{west:.4f} – {east:.4f} E, {south:.4f} – {north:.4f} N"
        click.echo(f"  {number}. {one['options']}  {one['name']}  {one['inside']:.0%}  {where}", err=True)


def report_imports(reports: "list[ImportReport]", as_json: bool) -> None:
    """What was done with each file, and the sums."""
    report(_document(reports), "\n".join(_text(one) for one in reports), as_json)


def _ask(files: tuple[str, ...], as_json: bool, *, layer: str, **options: Any) -> None:
    """Make a job of it. A path that leads nowhere is a slip of the hand, and said at once."""
    sources = [text if "://" in text else Path(text) for text in files]
    for path in sources:
        if isinstance(path, Path) and not path.exists():
            raise FileRefused("E-FILE-01", path=path)
    with database_ready():
        from importers.jobs import enqueue_import
        from layers.jobs.queries import get_job

        report_asked(get_job(enqueue_import(sources, layer, **options)), as_json)


def _write_reports(details: "Sequence[Material | None]", folder: Path) -> None:
    """Of several files each in a folder of its own, numbered."""
    from importers.report import write_documents

    for number, material in enumerate(details, start=1):
        if material is not None:
            written = write_documents(material, folder / str(number) if len(details) > 1 else folder)
            say("\n".join(map(str, written)))


def _pairs(mapping: tuple[str, ...]) -> dict[str, str]:
    for pair in mapping:
        if "=" not in pair:
            raise click.UsageError(local(f"--map {pair}: write COLUMN=FIELD", f"--map {pair}: hãy ghi CỘT=TRƯỜNG"))
    return dict(pair.split("=", 1) for pair in mapping)


def _value_maps(values: tuple[str, ...]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for said in values:
        field, colon, pair = said.partition(":")
        old, equals, new = pair.partition("=")
        if not (colon and equals and field):
            raise click.UsageError(
                local(f"--value {said}: write FIELD:OLD=NEW", f"--value {said}: hãy ghi TRƯỜNG:CŨ=MỚI")
            )
        found.setdefault(field, {})[old] = new
    return found


def _document(reports: "list[ImportReport]") -> dict[str, Any]:
    """One file: its report. Several: their sums, and each under `files`."""
    documents = [one.as_json(language()) for one in reports]
    if len(documents) == 1:
        return documents[0]
    sums = {name: sum(d[name] for d in documents) for name in _COUNTS}
    issues = [issue for document in documents for issue in document["issues"]]
    return {**documents[0], **sums, "issues": issues, "files": documents}


_COUNTS = ("read", "imported", "inserted", "changed", "unchanged", "retired", "repaired", "rejected")


def _text(one: "ImportReport") -> str:
    lines = [
        f"{one.source} -> {one.layer}"
        + (local(" (dry run, nothing changed)", " (làm thử, không thay đổi)") if one.dry_run else ""),
        local(
            "  read {}, imported {}, repaired {}, rejected {}",
            "  đọc {}, nhập {}, sửa {}, loại {}",
        ).format(*map(figure, (one.read, one.imported, one.repaired, one.rejected))),
        local(
            f"  {one.crs} kept as {one.storage_crs}; text in {one.encoding} ({one.encoding_confidence:.0%} sure)",
            f"  {one.crs} lưu theo {one.storage_crs}; chữ theo {one.encoding}"
            f" (chắc chắn {one.encoding_confidence:.0%})",
        ),
    ]
    if one.mode.is_difference:
        said = local(
            "  new {}, changed {}, unchanged {}; retired {}", "  mới {}, thay đổi {}, giữ nguyên {}; kết thúc {}"
        )
        lines.insert(2, said.format(*map(figure, (one.inserted, one.changed, one.unchanged, one.retired))))
    lines += [f"  {f.code} {figure(f.count)}× {f.message(language())}" for f in one.findings]
    if one.dry_run:
        lines += [
            f"  {name}: {pair['read']} -> {pair['decoded']}  ({said['encoding']}, {said['confidence']:.0%})"
            for name, said in one.encodings.items()
            for pair in said.get("preview", ())
        ]
        lines += ["  " + ", ".join(f"{k}={v}" for k, v in row.items() if v is not None) for row in one.preview]
    return "\n".join(lines)


class progress_bar:  # noqa: N801  # a context manager that reads as a verb
    """A bar on a terminal, nothing elsewhere; the length is known once the file was read."""

    def __enter__(self) -> Callable[[int, int], None]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        console = Console(stderr=True)
        self.bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console,
            transient=True, disable=not console.is_terminal,
        )  # fmt: skip
        self.bar.start()
        reading = local("reading", "đọc tệp")
        loading = local("loading", "nhập")
        task = self.bar.add_task(reading, total=None)

        def show(done: int, of: int) -> None:
            self.bar.update(task, completed=done, total=of or None, description=loading if of else reading)

        return show

    def __exit__(self, *_: object) -> None:
        self.bar.stop()
