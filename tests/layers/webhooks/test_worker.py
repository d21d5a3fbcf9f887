"""A real worker tells a real receiver, soon after the change."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import override_settings

from layers.features.services import create_layer
from layers.webhooks.services import add_webhook
from tests.layers.features.rows import insert_square, run
from tests.layers.jobs.workers import WorkerProcess
from tests.layers.webhooks.receiver import receiving


def test_a_worker_announces(own_database: str, describe: Any, tmp_path: Path) -> None:
    plots = describe()
    create_layer(plots)
    given = {"DOTHI_WEBHOOK_PRIVATE": "127.0.0.1", "DOTHI_SECRET_KEY": settings.SECRET_KEY}
    with receiving() as receiver, override_settings(WEBHOOK_PRIVATE={"127.0.0.1"}):
        add_webhook("plots", receiver.url, account=None)
        worker = WorkerProcess(own_database, tmp_path / "jobs.log", **given)
        try:
            insert_square(plots, name="a")
            ends = time.monotonic() + 60
            while not receiver.got and time.monotonic() < ends:
                time.sleep(0.1)
        finally:
            worker.kill()
        assert [one["subject"] for one in receiver.events] == ["plots"], worker.log.read_text()
    assert run("SELECT kind, requested_as ->> 'kind' FROM jobs_job") == [("announce_changes", "job")]
