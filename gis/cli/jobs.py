"""`./dothi jobs`: what runs in the background, and what came of it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.cli.serving import current, job_workers
from gis.cli.supervisor import Supervisor
from gis.setup.terminal import counted, language, local, say

if TYPE_CHECKING:
    from layers.jobs.queries import JobFacts
    from layers.jobs.sentence import Sentence

STATES = ("queued", "running", "succeeded", "failed", "cancelled")


@click.group("jobs", help=local("See and steer work in the background.", "Xem và điều khiển các tác vụ chạy nền."))
def command() -> None:
    """Whoever may run commands may see every job; over HTTP a job is seen by whoever knows its id."""


@command.command("list", help=local("List jobs, the latest first.", "Liệt kê tác vụ, mới nhất trước."))
@click.option("--state", type=click.Choice(STATES), multiple=True, help=local("Only these.", "Chỉ trạng thái này."))
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help=local("How many.", "Số."))
@click.option("--offset", type=click.IntRange(0), default=0, show_default=True, help=local("Skip some.", "Bỏ qua."))
@json_option
def list_(state: tuple[str, ...], limit: int, offset: int, as_json: bool) -> None:
    """One line a job."""
    with database_ready():
        from layers.jobs.queries import JobState, list_jobs, workers_alive

        jobs = list_jobs(states=[JobState(each) for each in state], limit=limit, offset=offset)
        values = {"jobs": [_document(job) for job in jobs], "workers": workers_alive()}
    nothing = local("There are no jobs.", "Không có tác vụ nào.")
    report(values, "\n".join(map(_line, jobs)) or nothing, as_json)


@command.command(help=local("Show one job with its log and result.", "Xem một tác vụ cùng nhật ký và kết quả."))
@click.argument("job_id", type=click.UUID)
@json_option
def show(job_id: UUID, as_json: bool) -> None:
    """All that is known of it."""
    with database_ready():
        from layers.jobs.queries import get_job, log_of

        job, log = get_job(job_id), log_of(job_id)
    lines = [_line(job), *(f"  {_time(line.written_at)}  {_say(line.text)}" for line in log)]
    if job.message and not job.ended:
        lines.append(f"  {_say(job.message)}")
    if job.error:
        lines.append(f"  {job.error.code} {job.error.sentence(language())} {job.error.way_out(language())}")
    if job.result is not None:
        lines.append(f"  {job.result}")
    values = {**_document(job), "log": [{"at": line.written_at, "text": line.text.as_json()} for line in log]}
    report(values, "\n".join(lines), as_json)


@command.command(help=local("Cancel a job that waits or runs.", "Hủy tác vụ đang chờ hoặc đang chạy."))
@click.argument("job_id", type=click.UUID)
@json_option
def cancel(job_id: UUID, as_json: bool) -> None:
    """One that waits is cancelled at once; one that runs within seconds."""
    with database_ready():
        from layers.jobs.queries import get_job
        from layers.jobs.services import cancel as cancel_job

        cancel_job(job_id)
        job = get_job(job_id)
    stopping = local("It is told to stop.", "Đã yêu cầu dừng tác vụ.")
    report(_document(job), _line(job) if job.ended else stopping, as_json)


@command.command(help=local("Do the work of an ended job once more, as a new job.", "Chạy lại tác vụ đã kết thúc."))
@click.argument("job_id", type=click.UUID)
@json_option
def retry(job_id: UUID, as_json: bool) -> None:
    """Prints the new job's id; the old one stays as it ended."""
    with database_ready():
        from layers.jobs.queries import get_job
        from layers.jobs.services import retry as retry_job

        report_asked(get_job(retry_job(job_id)), as_json)


@command.command(help=local("Run the workers alone, on a further machine.", "Chỉ chạy các tiến trình tác vụ."))
def work() -> None:
    """As `serve` does beside the web server; until Ctrl-C or SIGTERM."""
    with database_ready():
        supervisor = Supervisor(job_workers())
        try:
            supervisor.start()
            workers = len(supervisor.children)
            say(local(f"{counted(workers, 'worker')}. Ctrl-C stops.", f"{workers} tiến trình. Ctrl-C để dừng."))
            supervisor.watch()
        except KeyboardInterrupt:
            say(local("Stopping …", "Đang dừng …"))
        finally:
            supervisor.stop()


def report_asked(job: "JobFacts", as_json: bool) -> None:
    """Say where a new job can be followed, and whether anybody is there to do it. Needs the database."""
    from layers.jobs.queries import workers_alive

    if not workers_alive():
        waits = "Chưa có tiến trình nào: tác vụ chờ ./dothi serve."
        say(local("No worker is running: the job waits for ./dothi serve.", waits))
    report(_document(job), f"{job.id}\n{address(job.id)}", as_json)


def address(job_id: UUID) -> str:
    """The job's page, whole where it is being served."""
    serving = current()
    return f"{serving.url if serving else ''}/jobs/{job_id}"


def _document(job: "JobFacts") -> dict[str, Any]:
    """What the API says, and what only whoever may run commands may know."""
    from web.api.jobs import job_document

    more = {"parameters": job.parameters, "worker": job.worker, "requested_by": job.requested_by}
    return {**job_document(job, language()), **more, "address": address(job.id)}


def _line(job: "JobFacts") -> str:
    share = f"{job.progress:.0%}"
    return f"{job.id}  {job.state:9}  {share:>4}  {_time(job.created_at)}  {_say(job.title)}  {job.subject}".rstrip()


def _time(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}"


def _say(text: "Sentence") -> str:
    return local(text.en, text.vi)
