"""What changes a job. Each service is one statement that also asks whether it may, so that two can't both win."""

from layers.jobs.services.cancelling import cancel
from layers.jobs.services.enqueueing import enqueue, retry

__all__ = ["cancel", "enqueue", "retry"]
