"""What is known of jobs, as plain dataclasses."""

from layers.jobs.models import JobState
from layers.jobs.queries.jobs import (
    JobError,
    JobFacts,
    LogLine,
    find_job,
    get_job,
    is_live,
    list_jobs,
    log_of,
    workers_alive,
)

__all__ = [
    "JobError",
    "JobFacts",
    "JobState",
    "LogLine",
    "find_job",
    "get_job",
    "is_live",
    "list_jobs",
    "log_of",
    "workers_alive",
]
