"""The import page: a Shapefile in TCVN3 without .prj goes from a person's hands to the map, part by part."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import served
from tests.importers.services.files import STREETS, shapefile, squares
from tests.journeys.browser import Screen
from tests.layers.jobs.workers import WorkerProcess
from tests.signing_in import new_colleague, session_of

Open = Callable[..., Screen]


@pytest.fixture
def site(own_database: str) -> Iterator[str]:
    with served(own_database) as address:
        yield address


@pytest.fixture
def worker(own_database: str, tmp_path: Path) -> Iterator[None]:
    started = WorkerProcess(own_database, tmp_path / "jobs.log")
    yield
    started.kill()


@pytest.fixture
def screen(screen: Open, own_database: str) -> Open:
    return partial(screen, session=session_of(new_colleague("huong", "data_manager")))


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    """Twelve parcels as a surveyor delivers them."""
    count = 12
    frame = squares(
        count, SOTO=[7] * count, SOTHUA=range(1, count + 1), LOAIDAT=["ODT"] * count, DIACHI=STREETS * 3,
        GHICHU=["Đo đạc năm 2019"] * count,
    )  # fmt: skip
    main = shapefile(tmp_path, frame, encoding="tcvn3", name="thua_dat_to_7")
    return [main.with_suffix(ending) for ending in (".shp", ".shx", ".dbf")]


def at_step(page: Page, step: str) -> None:
    expect(page.locator(f"#import[data-step={step}]")).to_have_count(1)


def wait_for_map(opened: Screen, features: int) -> None:
    opened.wait_until(
        f"(m => m?.dataset.state === 'idle' && m.dataset.features === '{features}')"
        "(document.querySelector('.dt-import-map'))"
    )


def test_a_shapefile_without_a_system_comes_onto_the_map(
    site: str, worker: None, screen: Open, parts: list[Path]
) -> None:
    opened = screen(f"{site}/import?lang=vi")
    page = opened.page
    opened.shoot("import-file-desk-vi")
    page.locator("#import-files").set_input_files(parts)

    at_step(page, "look")
    expect(page.locator(".dt-import-candidate", has_text="EPSG:5899")).to_be_visible()
    expect(page.locator(".dt-import-candidate :checked")).to_have_count(0)
    expect(page.get_by_role("button", name="Tiếp: ghép cột")).to_be_disabled()
    expect(page.get_by_role("cell", name="Đường Nguyễn Ái Quốc")).to_be_visible()
    opened.shoot("import-look-no-crs-desk-vi")
    page.get_by_label("Chọn hệ tọa độ").select_option("EPSG:5899")
    expect(page.locator("#import-layer")).to_have_value("template:parcels")
    wait_for_map(opened, 12)
    opened.shoot("import-look-desk-vi")
    page.reload()
    at_step(page, "look")
    page.get_by_label("Chọn hệ tọa độ").select_option("EPSG:5899")
    wait_for_map(opened, 12)

    page.get_by_role("button", name="Tiếp: ghép cột").click()
    at_step(page, "map")
    address = page.locator("[data-column=DIACHI]")
    expect(address).to_have_value("dia_chi")
    address.select_option("")
    expect(page.locator(".dt-import-unmapped [data-column=DIACHI]")).to_have_count(1)
    page.locator("[data-column=DIACHI]").select_option("dia_chi")
    expect(page.locator("#import[data-busy=false]")).to_have_count(1)
    opened.shoot("import-map-desk-vi")

    page.get_by_role("button", name="Làm thử", exact=True).click()
    at_step(page, "try")
    expect(page.get_by_text("Làm thử: dữ liệu không thay đổi.")).to_be_visible()
    expect(page.locator(".dt-job-figure-main")).to_have_text("12 sẽ nhập được")
    opened.shoot("import-try-desk-vi")
    assert page.request.get(f"{site}/ogc/collections/parcels").status == 404

    page.get_by_role("button", name="Nhập vào lớp").click()
    at_step(page, "load")
    expect(page.locator(".dt-job-figure-main")).to_have_text("12 đã nhập")
    opened.shoot("import-done-desk-vi")
    items = page.request.get(f"{site}/ogc/collections/parcels/items?f=json&so_thua=2").json()
    assert items["features"][0]["properties"]["dia_chi"] == STREETS[1]
    page.reload()
    expect(page.locator(".dt-job-figure-main")).to_have_text("12 đã nhập")

    page.get_by_role("link", name="Xem trên bản đồ").click()
    opened.wait_for_map()
    assert "layers=parcels" in page.url
    assert opened.complaints == []


@pytest.mark.parametrize(
    ("size", "scheme", "language"),
    [("desk", "dark", "en"), ("phone", "light", "vi"), ("phone", "dark", "en")],
)
def test_every_step_fits(
    site: str, worker: None, screen: Open, parts: list[Path], size: str, scheme: str, language: str
) -> None:
    opened = screen(f"{site}/import?lang={language}", size=size, scheme=scheme)
    page = opened.page
    name = f"{size}-{scheme}-{language}"

    def look(step: str) -> None:
        opened.shoot(f"import-{step}-{name}")
        page.screenshot(path=f"var/screenshots/import-{step}-{name}-whole.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), step

    look("file")
    page.locator("#import-files").set_input_files(parts)
    page.locator("#import-crs").select_option("EPSG:5899")
    wait_for_map(opened, 12)
    look("look")
    page.locator(".dt-import-actions .btn-primary").click()
    at_step(page, "map")
    look("map")
    page.locator(".dt-import-actions .btn-primary").click()
    expect(page.locator(".dt-job-figure-main")).to_be_visible()
    look("try")
    page.locator(".dt-import-actions .btn-primary").click()
    expect(page.locator(".dt-job-links")).to_be_visible()
    look("load")
    assert opened.complaints == []


def test_what_is_no_map_says_so_and_keyboards_reach_all(site: str, screen: Open, tmp_path: Path) -> None:
    paper = tmp_path / "quyet-dinh.pdf"
    paper.write_bytes(b"%PDF-1.7\n%%EOF\n")
    opened = screen(f"{site}/import?lang=vi")
    page = opened.page
    expect(page.locator("#import[data-step=file]")).to_have_count(1)
    page.locator("#import-files").focus()
    assert page.evaluate("document.activeElement.id") == "import-files"
    page.locator("#import-files").set_input_files(paper)
    expect(page.get_by_text("E-FILE-02")).to_be_visible()
    opened.shoot("import-refused-desk-vi")
    page.get_by_role("button", name="Chọn tệp khác").press("Enter")
    at_step(page, "file")
    assert opened.complaints == []
