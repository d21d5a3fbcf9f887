"""A job's page: a real import followed from waiting to done, one cancelled, and a server that goes away meanwhile."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from importers.jobs import enqueue_import
from layers.jobs.queries import get_job
from tests.conftest import served
from tests.importers.services.files import geopackage, shapefile, squares
from tests.journeys.browser import Screen
from tests.layers.jobs.workers import WorkerProcess, ended
from tests.signing_in import new_colleague, session_of

MANY = 200_000
Open = Callable[..., Screen]

LONG = 60_000
"""Milliseconds: 200,000 features are loaded and compared with each other, however busy the machine is."""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes seconds to load."""
    frame = squares(MANY, SOTO=1, SOTHUA=range(MANY), LOAIDAT="ODT")
    return geopackage(tmp_path_factory.mktemp("many"), frame, "thua_dat_tran_bien")


@pytest.fixture
def site(own_database: str) -> Iterator[str]:
    with served(own_database) as address:
        yield address


@pytest.fixture
def screen(screen: Open, own_database: str) -> Open:
    """Pages as somebody sees them who keeps the data."""
    key = session_of(new_colleague("huong", "data_manager"))
    return partial(screen, session=key)


@pytest.fixture
def work(own_database: str, tmp_path: Path) -> Iterator[Callable[[], WorkerProcess]]:
    """Starts a worker."""
    started: list[WorkerProcess] = []

    def start() -> WorkerProcess:
        started.append(WorkerProcess(own_database, tmp_path / "jobs.log"))
        return started[-1]

    yield start
    for worker in started:
        worker.kill()


@pytest.mark.parametrize(("size", "language"), [("desk", "vi"), ("phone", "en")])
def test_an_import_is_followed_to_its_end(
    site: str, work: Callable[[], WorkerProcess], many: Path, screen: Open, size: str, language: str
) -> None:
    waiting, no_worker, running, done = {
        "vi": ("Đang chờ", "Chưa có tiến trình nào", "Đang chạy", "Hoàn thành"),
        "en": ("Waiting", "No worker is running", "Running", "Done"),
    }[language]
    job_id = enqueue_import([many], "parcels")
    opened = screen(f"{site}/jobs/{job_id}?lang={language}", size=size)
    page = opened.page
    badge = page.locator(".dt-job-badge")
    expect(page.get_by_role("heading", level=1)).to_have_text("thua_dat_tran_bien.gpkg → parcels")
    expect(badge).to_have_text(waiting)
    expect(page.get_by_text(no_worker)).to_be_visible()
    opened.shoot(f"job-waiting-{size}-{language}")
    page.evaluate("window.sameDocument = true")

    work()
    expect(badge).to_have_text(running, timeout=LONG)
    expect(page.get_by_text(no_worker)).to_have_count(0)
    opened.wait_until("document.querySelector('.dt-job-state progress')?.value > 5")
    opened.shoot(f"job-running-{size}-{language}")
    expect(badge).to_have_text(done, timeout=LONG)
    figures = "200.000 đã nhập" if language == "vi" else "200,000 imported"
    expect(page.locator(".dt-job-figure-main")).to_have_text(figures)
    expect(page.locator(".dt-job-log li")).to_have_count(2)
    expect(page.locator(".dt-job-cancel")).to_have_count(0)
    assert page.evaluate("window.sameDocument"), "it was loaded anew"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it is wider than the screen"
    opened.shoot(f"job-succeeded-{size}-{language}")

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2500)
    assert asked == [], "it goes on asking for a job that has ended"
    assert opened.complaints == []


def test_an_import_is_cancelled_from_its_page(
    site: str, work: Callable[[], WorkerProcess], many: Path, screen: Open
) -> None:
    work()
    job_id = enqueue_import([many], "parcels")
    opened = screen(f"{site}/jobs/{job_id}")
    opened.wait_until("document.querySelector('.dt-job-state progress')?.value > 5")
    opened.page.get_by_role("button", name="Hủy tác vụ").click()
    expect(opened.page.locator(".dt-job-badge")).to_have_text(re.compile("Đang dừng|Đã hủy"))
    expect(opened.page.locator(".dt-job-badge")).to_have_text("Đã hủy", timeout=LONG)
    expect(opened.page.get_by_text("Dữ liệu không thay đổi.")).to_be_visible()
    opened.shoot("job-cancelled")
    assert (ended(job_id).state, opened.complaints) == ("cancelled", [])


@pytest.mark.parametrize(
    ("size", "scheme", "language"), [("desk", "light", "vi"), ("phone", "dark", "vi"), ("phone", "light", "en")]
)
def test_a_refusal_says_what_to_do(
    site: str, work: Callable[[], WorkerProcess], tmp_path: Path, screen: Open, size: str, scheme: str, language: str
) -> None:
    work()
    job = ended(enqueue_import([shapefile(tmp_path, squares(2, SOTO=1))], "parcels"))
    opened = screen(f"{site}/jobs/{job.id}?lang={language}", size=size, scheme=scheme)
    expect(opened.page.locator(".dt-job-badge")).to_have_text("Failed" if language == "en" else "Không thành công")
    expect(opened.page.get_by_text("E-CRS-02")).to_be_visible()
    expect(opened.page.locator(".dt-job-error")).to_have_text(job.error.sentence(language))
    expect(
        opened.page.get_by_text("No data was changed." if language == "en" else "Dữ liệu không thay đổi.")
    ).to_be_visible()
    assert str(tmp_path) not in opened.page.content()
    opened.shoot(f"job-failed-{size}-{scheme}-{language}")


def test_a_server_that_goes_away_is_told_of_and_followed_again(site: str, tmp_path: Path, screen: Open) -> None:
    job_id = enqueue_import([geopackage(tmp_path, squares(2, SOTO=1))], "parcels")
    opened = screen(f"{site}/jobs/{job_id}", scheme="dark")
    gone = opened.page.get_by_text("Không kết nối được với máy chủ.")
    expect(opened.page.locator(".dt-job-badge")).to_have_text("Đang chờ")
    expect(gone).to_have_count(0)
    opened.page.context.set_offline(True)
    expect(gone).to_be_visible()
    opened.shoot("job-unreachable-dark")
    opened.page.context.set_offline(False)
    expect(gone).to_have_count(0)
    opened.page.get_by_role("button", name="Hủy tác vụ").click()
    expect(opened.page.locator(".dt-job-badge")).to_have_text("Đã hủy")
    assert get_job(job_id).state == "cancelled"
