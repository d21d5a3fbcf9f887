"""`./dothi runs`: what was imported, and how it is taken back or done again."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from gis.cli.import_files import progress_bar, report_imports
from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.cli.run_report import report_
from gis.setup.terminal import figure, local

if TYPE_CHECKING:
    from layers.catalog.queries import RunFacts


@click.group("runs", help=local("See, undo and resume imports.", "Xem, hoàn tác và làm lại các lần nhập."))
def command() -> None:
    """A run is one file into one layer; `running` are those whose process lives."""


@command.command("list", help=local("List import runs, the latest first.", "Liệt kê các lần nhập, mới nhất trước."))
@click.option("--layer", help=local("Only those into this layer.", "Chỉ những lần vào lớp này."))
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help=local("How many.", "Số."))
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help=local("Skip some.", "Bỏ qua."))
@json_option
def list_(layer: str | None, limit: int, offset: int, as_json: bool) -> None:
    """One line a run."""
    with database_ready():
        from importers.services import sweep
        from layers.catalog.queries import list_runs

        sweep()
        runs = list_runs(layer=layer, limit=limit, offset=offset)
    nothing = local("There are no import runs.", "Chưa có lần nhập nào.")
    report({"runs": [_document(run) for run in runs]}, "\n".join(map(_line, runs)) or nothing, as_json)


@command.command(help=local("Show one import run.", "Xem một lần nhập."))
@click.argument("run_id", type=int)
@json_option
def show(run_id: int, as_json: bool) -> None:
    """All that is known of it."""
    with database_ready():
        from importers.services import sweep
        from layers.catalog.queries import get_run

        sweep()
        run = get_run(run_id)
    lines = [
        _line(run),
        f"  {_told(run)}",
        *(f"  {one['code']} {figure(one['count'])}× {one['message']}" for one in run.findings),
    ]
    report(_document(run), "\n".join(lines), as_json)


@command.command(help=local("Take back all that a run wrote.", "Hoàn tác mọi thứ một lần nhập đã ghi."))
@click.argument("run_id", type=int)
@click.option(
    "--keep-later", is_flag=True, help=local("Leave what was changed since.", "Giữ nguyên những gì đã sửa sau đó.")
)
@click.option("--background", is_flag=True, help=local("As a job: print where to follow it.", "Chạy nền, in địa chỉ."))
@json_option
def undo(run_id: int, keep_later: bool, background: bool, as_json: bool) -> None:
    """The history keeps everything; the undoing is a run of its own."""
    with database_ready():
        from importers.services import undo_import
        from layers.features.authority import OPERATOR

        if background:
            from gis.cli.jobs import report_asked
            from importers.jobs import enqueue_undo
            from layers.jobs.queries import get_job

            report_asked(get_job(enqueue_undo(run_id, keep_later=keep_later)), as_json)
            return
        undone = undo_import(run_id, by=OPERATOR, keep_later=keep_later)
    counts = [figure(count) for count in (undone.removed, undone.restored, undone.returned, undone.left)]
    said = local(
        "Run {} of {} is undone: {} removed, {} restored, {} brought back, {} left as changed since.",
        "Đã hoàn tác lần nhập {} của {}: xóa {}, khôi phục {}, đưa lại {}, giữ nguyên {} đã sửa sau đó.",
    )
    report(asdict(undone), said.format(run_id, undone.layer, *counts), as_json)


@command.command(help=local("Do an import again that was refused or interrupted.", "Làm lại lần nhập bị dừng."))
@click.argument("run_id", type=int)
@json_option
def resume(run_id: int, as_json: bool) -> None:
    """With the files and words of then; nothing of an interrupted import is left in the layer."""
    with database_ready():
        from importers.services import resume_run
        from layers.features.authority import OPERATOR

        with progress_bar() as progress:
            reports = resume_run(run_id, by=OPERATOR, progress=progress)
    report_imports(reports, as_json)


def _line(run: "RunFacts") -> str:
    counts = local("{} in, {} changed, {} retired", "nạp {}, đổi {}, kết thúc {}").format(
        *map(figure, (run.imported, run.changed, run.retired))
    )
    why = f"  {run.codes[0]}" if run.state == "refused" and run.codes else ""
    back = f"  → {run.undoes}" if run.undoes else ""
    began = f"{run.started_at.astimezone():%Y-%m-%d %H:%M:%S}"
    return f"{run.id:>6}  {run.state:8} {run.mode:8} {began}  {run.source} → {run.layer}{back}  {counts}{why}"


def _told(run: "RunFacts") -> str:
    """Who asked for it, and by which preset it was understood."""
    preset = local(f"preset {run.preset}", f"cấu hình {run.preset}") if run.preset else ""
    return "  ".join(filter(None, (run.by or "-", preset)))


def _document(run: "RunFacts") -> dict[str, Any]:
    return {**asdict(run), "inserted": run.inserted}


command.add_command(report_)
