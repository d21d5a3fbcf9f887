"""`/api/jobs/{id}`: the document, its ETag, cancelling, languages, and what never leaves."""

import json
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db.models.functions import Now
from django.test import Client

from layers.jobs.models import Job, JobLine, JobState
from layers.jobs.queries import get_job
from tests.pages import lasting
from tests.signing_in import new_colleague, signed_in_client

pytestmark = pytest.mark.django_db
FOLDER = "/srv/hồ sơ địa chính/xã 26041"


@pytest.fixture
def client() -> Client:
    """Somebody who keeps the data, and may follow every import."""
    return new_colleague("huong", "data_manager")


def made(state: JobState = JobState.QUEUED, **facts: Any) -> UUID:
    """A job that no worker will ever see: its row is rolled back with the test."""
    ends = {"ended_at": Now()} if state in ("succeeded", "failed", "cancelled") else {}
    runs = {"token": uuid4(), "started_at": Now(), "attempts": 1} if state == "running" else {}
    more = {"kind": "import", "subject": "thua.shp → parcels", **ends, **runs, **facts}
    job = Job.objects.create(state=state, **more)
    return job.pk


def test_the_document(client: Client) -> None:
    job_id = made(JobState.RUNNING, progress=0.25, message={"vi": "Đang nhập", "en": "Loading"})
    JobLine.objects.create(job_id=job_id, text={"vi": "Đã đọc", "en": "Read"})
    document = client.get(f"/api/jobs/{job_id}").json()
    assert document.keys() == {
        "id", "kind", "title", "subject", "state", "progress", "message", "attempts", "crashes", "created_at",
        "started_at", "cancel_requested_at", "ended_at", "retry_of", "result", "error", "log", "workers", "links",
    }  # fmt: skip
    assert document["id"] == str(job_id)
    assert document["title"] == {"vi": "Nhập tệp", "en": "Import"}
    assert (document["state"], document["progress"], document["attempts"]) == ("running", 0.25, 1)
    assert document["message"] == {"vi": "Đang nhập", "en": "Loading"}
    assert [line["text"]["vi"] for line in document["log"]] == ["Đã đọc"]
    assert document["workers"] == 0
    assert document["links"] == {
        "self": f"/api/jobs/{job_id}",
        "page": f"/jobs/{job_id}",
        "cancel": f"/api/jobs/{job_id}/cancel",
    }


def test_who_follows_gets_304_until_something_changes(client: Client) -> None:
    job_id = made(JobState.RUNNING)
    first = client.get(f"/api/jobs/{job_id}")
    again = client.get(f"/api/jobs/{job_id}", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert again["ETag"] == first["ETag"]
    Job.objects.filter(pk=job_id).update(progress=0.5)
    changed = client.get(f"/api/jobs/{job_id}", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]
    heartbeat = changed["ETag"]
    Job.objects.filter(pk=job_id).update(heartbeat_at=Now())
    assert client.get(f"/api/jobs/{job_id}", headers={"If-None-Match": heartbeat}).status_code == 304


@pytest.mark.parametrize("address", ["/api/jobs/{}", "/jobs/{}"])
def test_no_search_engine_and_no_cache_between_keeps_it(client: Client, address: str) -> None:
    answer = client.get(address.format(made()))
    assert answer["X-Robots-Tag"] == "noindex"
    assert {"private", "no-cache"} <= set(answer["Cache-Control"].split(", "))


def test_an_error_speaks_the_language_asked_for(client: Client) -> None:
    job_id = made(JobState.FAILED, error={"code": "E-CRS-02", "values": {"name": "thua.shp"}})
    vietnamese, english = (client.get(f"/api/jobs/{job_id}?lang={one}").json()["error"] for one in ("vi", "en"))
    assert vietnamese["code"] == english["code"] == "E-CRS-02"
    assert english["sentence"] == "thua.shp does not say its coordinate system."
    assert vietnamese["sentence"] != english["sentence"]
    assert vietnamese["way_out"]


def test_an_ended_job_has_no_workers_and_nothing_to_cancel(client: Client) -> None:
    document = client.get(f"/api/jobs/{made(JobState.SUCCEEDED, result={'n': 1})}").json()
    assert (document["workers"], document["links"]["cancel"], document["result"]) == (None, None, {"n": 1})


def test_a_waiting_job_is_cancelled_at_once(client: Client) -> None:
    job_id = made()
    answer = client.post(f"/api/jobs/{job_id}/cancel")
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert get_job(job_id).state == JobState.CANCELLED


def test_no_other_site_can_cancel_with_somebodys_cookies(client: Client) -> None:
    job_id, page = made(), signed_in_client("huong", enforce_csrf_checks=True)
    assert page.post(f"/api/jobs/{job_id}/cancel").status_code == 403
    assert get_job(job_id).state == JobState.QUEUED
    token = re.search(r'name="csrf-token" content="([^"]+)"', page.get(f"/jobs/{job_id}").content.decode())
    answer = page.post(f"/api/jobs/{job_id}/cancel", headers={"X-CSRFToken": token[1]})
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")


@pytest.mark.parametrize(
    ("role", "areas"), [("", ()), ("viewer", ()), ("administrator", ()), ("data_manager", ("26041",))]
)
def test_for_who_may_not_follow_it_there_is_no_job(role: str, areas: tuple[str, ...]) -> None:
    other = new_colleague("lan", role, areas=areas) if role else Client()
    for address in ("/api/jobs/{}", "/jobs/{}"):
        hidden, absent = made(), uuid4()
        answers = [other.get(address.format(one)) for one in (hidden, absent)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert lasting(answers[0].content) == lasting(answers[1].content).replace(str(absent), str(hidden))
    assert other.post(f"/api/jobs/{hidden}/cancel").status_code == 404
    assert get_job(hidden).state == JobState.QUEUED


def test_whoever_asked_for_it_follows_it() -> None:
    lan = new_colleague("lan", "viewer")
    job_id = made(requested_by=get_user_model().objects.get(username="lan"))
    assert lan.get(f"/api/jobs/{job_id}").status_code == 200
    assert lan.post(f"/api/jobs/{job_id}/cancel").json()["state"] == "cancelled"


def test_a_running_job_is_told(client: Client) -> None:
    job_id = made(JobState.RUNNING)
    for _ in range(2):  # twice is once
        document = client.post(f"/api/jobs/{job_id}/cancel").json()
        assert (document["state"], document["cancel_requested_at"] is None) == ("running", False)


@pytest.mark.parametrize(
    ("state", "method", "address", "status", "code"),
    [
        (None, "get", "/api/jobs/{}", 404, "E-JOB-01"),
        (None, "post", "/api/jobs/{}/cancel", 404, "E-JOB-01"),
        (JobState.SUCCEEDED, "post", "/api/jobs/{}/cancel", 409, "E-JOB-08"),
        (JobState.FAILED, "post", "/api/jobs/{}/cancel", 409, "E-JOB-08"),
        (JobState.CANCELLED, "post", "/api/jobs/{}/cancel", 409, "E-JOB-08"),
    ],
)
def test_refusals(client: Client, state: JobState | None, method: str, address: str, status: int, code: str) -> None:
    job_id = made(state) if state else uuid4()
    answer = getattr(client, method)(address.format(job_id))
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["code"] == code
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("post", "/api/jobs/{}", 405),
        ("get", "/api/jobs/{}/cancel", 405),
        ("get", "/api/jobs", 404),
        ("get", "/api/jobs/1", 404),
        ("post", "/jobs/{}", 405),
    ],
)
def test_there_is_no_list_and_no_other_way(client: Client, method: str, address: str, status: int) -> None:
    assert getattr(client, method)(address.format(made())).status_code == status


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (f"There is no file {FOLDER}/thua.shp.", "There is no file thua.shp."),
        ("Please report it with /opt/dothi/var/log/errors.log", "Please report it with errors.log"),
        ('FileNotFoundError: "/mnt/a/b"', 'FileNotFoundError: "b"'),
        (
            "see http://localhost:8000/ogc/ and 5/7 of 21/11/2026",
            "see http://localhost:8000/ogc/ and 5/7 of 21/11/2026",
        ),
        ("m²/người, N/A", "m²/người, N/A"),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_paths_of_the_server_never_leave(client: Client, said: str, left: str, lang: str) -> None:
    job_id = made(
        JobState.FAILED,
        parameters={"files": [f"{FOLDER}/thua.shp"], "layer": "parcels"},
        message={"vi": said, "en": said},
        result={"deep": [said]},
        error={"code": "E-JOB-06", "values": {"reason": said, "log": "/opt/dothi/var/log/errors.log"}},
    )
    JobLine.objects.create(job_id=job_id, text={"vi": said, "en": said})
    text = client.get(f"/api/jobs/{job_id}?lang={lang}").content.decode()
    page = client.get(f"/jobs/{job_id}?lang={lang}").content.decode()
    document = json.loads(text)
    assert document["message"]["vi"] == document["log"][0]["text"]["en"] == document["result"]["deep"][0] == left
    for answer in (text, page):
        assert FOLDER not in answer and "/opt/dothi" not in answer and "/a/b" not in answer
    assert "parameters" not in document and "worker" not in document


def test_the_page_of_an_unknown_job_is_a_page(client: Client) -> None:
    answer = client.get(f"/jobs/{uuid4()}?lang=en", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "There is no job" in answer.content.decode()


@pytest.mark.parametrize(("lang", "word"), [("vi", "Đang chạy: 25 %"), ("en", "Running: 25 %")])
def test_without_scripts_the_page_says_how_far_it_is(client: Client, lang: str, word: str) -> None:
    page = client.get(f"/jobs/{made(JobState.RUNNING, progress=0.25)}?lang={lang}").content.decode()
    assert word in page
    assert "thua.shp → parcels" in page


def test_what_a_job_says_never_becomes_markup(client: Client) -> None:
    job_id = made(JobState.RUNNING, subject="</script><script>alert(1)</script>")
    assert "<script>alert" not in client.get(f"/jobs/{job_id}").content.decode()
