from django.db.models.functions import Now

from layers.jobs.attempt import Reason, RunningJob
from layers.jobs.models import Job, JobLine, JobState


def beat(job: RunningJob) -> None:
    """Say that the attempt lives and how far it is, and learn whether it should stop."""
    facts = {"heartbeat_at": Now(), "progress": job.share}
    if job.message is not None:
        facts["message"] = job.message.as_json()
    lives = Job.objects.filter(pk=job.id, token=job.token, state=JobState.RUNNING)
    if not lives.update(**facts):
        job.stop(Reason.SUPERSEDED)
    elif lives.filter(cancel_requested_at__isnull=False).exists():
        job.stop(Reason.CANCELLED)
    write_lines(job)


def write_lines(job: RunningJob) -> None:
    """Put down what the attempt logged since the last time."""
    if lines := job.take_lines():
        JobLine.objects.bulk_create(JobLine(job_id=job.id, text=line.as_json()) for line in lines)
