import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class JobState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


END_STATES = (JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED)


class Job(models.Model):
    """One piece of work: who asked, how far it is, what came of it. It ends exactly once, in one of END_STATES.

    All times are the database's. `progress` runs from 0 to 1; `message` is `{"vi", "en"}` or empty; `error` is a code
    with its values. While it runs, `token` names the attempt: whoever has another one may not write here any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """122 random bits: whoever knows it may read and cancel the job over HTTP."""
    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=300, blank=True)
    """What it is about, as people call it: a file and a layer."""
    parameters = models.JSONField(default=dict)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    requested_as = models.JSONField(default=dict)
    """Who asked, as `layers.audit.actor.Actor` knew it then: it acts while the job runs."""
    retry_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)
    state = models.CharField(max_length=12, choices=JobState.choices, default=JobState.QUEUED)
    progress = models.FloatField(default=0.0)
    message = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    crashes = models.PositiveSmallIntegerField(default=0)
    """How many attempts ended without a word."""
    token = models.UUIDField(null=True, blank=True)
    worker = models.CharField(max_length=120, blank=True)
    """Machine and process of the last attempt."""
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    started_at = models.DateTimeField(null=True, blank=True)
    cancel_requested_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    error = models.JSONField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"], name="job_state_created")]
        constraints = [
            models.CheckConstraint(condition=models.Q(progress__gte=0, progress__lte=1), name="job_progress_0_to_1"),
            models.CheckConstraint(
                condition=models.Q(state__in=END_STATES, ended_at__isnull=False)
                | (~models.Q(state__in=END_STATES) & models.Q(ended_at__isnull=True)),
                name="job_ended_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state=JobState.RUNNING, token__isnull=False)
                | (~models.Q(state=JobState.RUNNING) & models.Q(token__isnull=True)),
                name="job_running_has_a_token",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class JobLine(models.Model):
    """One line of a job's log, `{"vi", "en"}`."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="lines")
    written_at = models.DateTimeField(db_default=Now(), editable=False)
    text = models.JSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.text)
