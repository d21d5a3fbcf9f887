"""The product's settings with the kinds that only tests ask for."""

from gis.settings import *  # noqa: F403

JOB_KINDS = [*JOB_KINDS, "tests.layers.jobs.kinds"]  # noqa: F405
JOB_DEAD_AFTER = 3.0
"""Long enough for a heartbeat each second, on a busy machine too."""
