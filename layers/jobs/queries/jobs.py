from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from gis.errors import NotFound, filled, text_of
from layers.jobs.kinds import title_of
from layers.jobs.models import END_STATES, Job, JobLine, JobState
from layers.jobs.queue import WORKER_SESSION
from layers.jobs.sentence import Sentence


@dataclass(frozen=True)
class JobError:
    """Why a job failed: a code of docs/reference/errors.md and what fills its sentences."""

    code: str
    values: dict[str, Any]

    def sentence(self, language: str) -> str:
        return filled(text_of(self.code).sentence(language), self.values, language)

    def way_out(self, language: str) -> str:
        return filled(text_of(self.code).way_out(language), self.values, language)


@dataclass(frozen=True)
class LogLine:
    written_at: datetime
    text: Sentence


@dataclass(frozen=True)
class JobFacts:
    """One job as it is now. `progress` runs from 0 to 1; all times are the database's."""

    id: UUID
    kind: str
    title: Sentence
    subject: str
    state: JobState
    progress: float
    message: Sentence | None
    attempts: int
    crashes: int
    worker: str
    requested_by: str | None
    requested_by_id: int | None
    retry_of: UUID | None
    parameters: dict[str, Any]
    created_at: datetime
    started_at: datetime | None
    heartbeat_at: datetime | None
    cancel_requested_at: datetime | None
    ended_at: datetime | None
    result: Any
    error: JobError | None

    @property
    def ended(self) -> bool:
        return self.state in END_STATES


def get_job(job_id: UUID) -> JobFacts:
    """Raises NotFound: E-JOB-01."""
    job = Job.objects.select_related("requested_by").filter(pk=job_id).first()
    if job is None:
        raise NotFound("E-JOB-01", id=job_id)
    return _facts(job)


def is_live(kind: str) -> bool:
    """Whether a job of the kind waits or runs."""
    return Job.objects.filter(kind=kind).exclude(state__in=END_STATES).exists()


def list_jobs(*, states: Sequence[JobState] = (), limit: int = 20, offset: int = 0) -> list[JobFacts]:
    """The latest first; all states where none is given."""
    jobs = Job.objects.select_related("requested_by").order_by("-created_at", "pk")
    if states:
        jobs = jobs.filter(state__in=states)
    return [_facts(job) for job in jobs[offset : offset + limit]]


def find_job(kind: str, **parameters: Any) -> JobFacts | None:
    """The latest job of a kind that was given these parameters, among others."""
    job = Job.objects.filter(kind=kind, parameters__contains=parameters).order_by("created_at").last()
    return _facts(job) if job else None


def log_of(job_id: UUID, *, last: int = 500) -> list[LogLine]:
    """The last lines of a job's log, oldest first."""
    lines = JobLine.objects.filter(job_id=job_id).order_by("-pk")[:last]
    return [LogLine(line.written_at, Sentence(**line.text)) for line in reversed(lines)]


def workers_alive() -> int:
    """How many workers have a session open in this database, on whatever machine."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT application_name) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name LIKE %s",
            [f"{WORKER_SESSION}%"],
        )
        return int(cursor.fetchone()[0])


def _facts(job: Job) -> JobFacts:
    same = {
        name: getattr(job, name)
        for name in (
            "kind", "subject", "progress", "attempts", "crashes", "worker", "parameters", "created_at", "started_at",
            "heartbeat_at", "cancel_requested_at", "ended_at", "result", "requested_by_id",
        )
    }  # fmt: skip
    return JobFacts(
        id=job.pk,
        title=title_of(job.kind),
        state=JobState(job.state),
        message=Sentence(**job.message) if job.message else None,
        requested_by=str(job.requested_by) if job.requested_by else None,
        retry_of=job.retry_of_id,
        error=JobError(**job.error) if job.error else None,
        **same,
    )
