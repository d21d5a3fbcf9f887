"""Finds jobs whose worker died and jobs that no worker was told of.

A job is taken for dead when its heartbeat stood still for as long as a heartbeat may while somebody was watching. No
clock is compared with another: neither a machine whose time jumps nor a database that was away does harm.
"""

import logging
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings

from layers.jobs.models import Job, JobState
from layers.jobs.queue import send
from layers.jobs.services.ending import crashed
from layers.jobs.services.fencing import fence

_log = logging.getLogger(__name__)
WAITS_TOO_LONG = 4.0
"""Seconds after which an idle worker takes a job that nobody told it of."""


@dataclass
class Sweeper:
    """What one worker saw of all jobs, and for how long."""

    seen: dict[tuple[UUID, Any], float] = field(default_factory=dict)

    def sweep(self, *, own: UUID | None) -> None:
        """Look once. `own` is the job this worker is at; without one it looks for work too."""
        live = Job.objects.filter(state__in=(JobState.RUNNING, JobState.QUEUED)).order_by("created_at")
        marks: dict[tuple[UUID, Any], Job] = {
            (job.pk, (job.token, job.heartbeat_at) if job.token else job.attempts): job
            for job in live.only("pk", "state", "token", "heartbeat_at", "attempts")
            if job.pk != own
        }
        now = time.monotonic()
        self.seen = {mark: self.seen.get(mark, now) for mark in marks}
        stood = [(job, now - self.seen[mark]) for mark, job in marks.items()]
        for job, seconds in stood:
            if job.token and seconds >= settings.JOB_DEAD_AFTER:
                self._take_over(job.pk, job.token)
        waiting = [job.pk for job, seconds in stood if not job.token and seconds >= WAITS_TOO_LONG]
        if waiting and own is None:
            send(waiting[0])

    def forget(self) -> None:
        """The database was away: nobody watched, nobody could beat."""
        self.seen.clear()

    def _take_over(self, job_id: UUID, token: UUID) -> None:
        fence(token)
        state = crashed(job_id, token)
        _log.warning(
            "job %s had no heartbeat for %s s: %s", job_id, settings.JOB_DEAD_AFTER, state or "it ended meanwhile"
        )
        if state == JobState.QUEUED:
            send(job_id)
