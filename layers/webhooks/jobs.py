"""The kind of job that tells webhooks; a worker asks for one as soon as there is something to tell."""

import time
from typing import Any

from layers.audit.actor import Actor, ActorKind, acting_as
from layers.jobs.attempt import RunningJob
from layers.jobs.chores import chore
from layers.jobs.kinds import job_kind
from layers.jobs.queries import is_live
from layers.jobs.sentence import Sentence
from layers.jobs.services import enqueue

KIND = "announce_changes"
LIMIT_SECONDS = 300.0
GOES_ON = 3.0
"""Seconds for which a job waits for more: a row for each second of busy hours would be many."""
PAUSE = 0.25


@job_kind(KIND, title=Sentence(vi="Báo thay đổi cho webhook", en="Announce changes"), limit_seconds=LIMIT_SECONDS)
def announce_changes(job: RunningJob) -> dict[str, Any]:
    """The result says how many messages were sent."""
    from layers.webhooks.services import announce

    sent, ends = 0, time.monotonic() + GOES_ON
    while True:
        sent += announce()
        job.progress(0.5)
        if time.monotonic() >= ends:
            return {"sent": sent}
        time.sleep(PAUSE)


@chore(every_seconds=1)
def ask_for_announcing() -> None:
    """Two workers may ask at once: the second job finds nothing to do."""
    from layers.webhooks.services import any_due

    if any_due() and not is_live(KIND):
        with acting_as(Actor(ActorKind.JOB, name=KIND, via="job")):
            enqueue(KIND)
