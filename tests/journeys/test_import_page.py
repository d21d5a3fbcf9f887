"""The import page: a Shapefile in TCVN3 without .prj goes from a person's hands to the map, part by part."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import geopandas as gpd
import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from layers.catalog.queries import VERSION_SECONDS, layer_exists, list_runs
from layers.features.authority import OPERATOR
from layers.features.services import change_feature, create_layer
from layers.imports.preset import Preset, signature
from layers.imports.queries import list_presets
from layers.imports.services import note_use, save_preset
from layers.templates import TEMPLATES
from tests.conftest import served
from tests.importers.services.files import STREETS, geopackage, shapefile, squares
from tests.journeys.browser import Screen
from tests.layers.jobs.workers import WorkerProcess
from tests.signing_in import new_colleague, session_of

Open = Callable[..., Screen]


@pytest.fixture
def site(own_database: str, tmp_path: Path) -> Iterator[str]:
    """With the worker's folder: what it keeps of a run is read here."""
    (tmp_path / "secret_key").write_text(settings.SECRET_KEY)
    with served(own_database, DOTHI_VAR=str(tmp_path)) as address:
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


@pytest.mark.parametrize(("size", "language", "told"), [("phone", "vi", "2 đối tượng"), ("desk", "en", "2 features")])
def test_values_that_the_list_does_not_know_are_given_codes(
    site: str, worker: None, screen: Open, tmp_path: Path, size: str, language: str, told: str
) -> None:
    uses = ["ODT", "nhà của dân", "nhà của dân", "ruộng nhà Năm"]
    frame = squares(4, SOTO=[1] * 4, SOTHUA=[1, 2, 3, 4], LOAIDAT=uses)
    opened = screen(f"{site}/import?lang={language}", size=size)
    page = opened.page
    page.locator("#import-files").set_input_files(geopackage(tmp_path, frame, "to_1"))
    expect(page.locator("#import-layer")).to_have_value("template:parcels")
    page.locator(".dt-import-actions .btn-primary").click()
    at_step(page, "map")
    values = page.locator("[data-field=loai_dat]")
    expect(values.locator(".dt-import-column")).to_have_count(2)
    expect(values.get_by_text(told)).to_be_visible()
    page.get_by_label("nhà của dân").select_option("ODT")
    expect(page.locator("#import[data-busy=false]")).to_have_count(1)
    expect(page.get_by_label("nhà của dân")).to_have_value("ODT")
    expect(values.locator(".dt-import-unmapped")).to_have_count(1)
    values.scroll_into_view_if_needed()
    opened.shoot(f"import-values-{size}-{language}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for step in ("try", "load"):
        page.locator(".dt-import-actions .btn-primary").click()
        at_step(page, step)
        expect(page.locator(".dt-job-figure-main strong")).to_have_text("4")
    items = page.request.get(f"{site}/ogc/collections/parcels/items?f=json").json()["features"]
    assert [one["properties"]["loai_dat"] for one in items] == ["ODT", "ODT", "ODT", "ruộng nhà Năm"]
    assert opened.complaints == []


def loaded_page(site: str, screen: Open, folder: Path, language: str = "vi", size: str = "desk") -> Screen:
    """Three parcels with their system, one of them without a place, loaded through the page."""
    frame = squares(3, SOTO=[1, 1, 1], SOTHUA=[1, 2, 3], LOAIDAT=["ODT"] * 3)
    frame.loc[2, "geometry"] = None
    opened = screen(f"{site}/import?lang={language}", size=size)
    page = opened.page
    page.locator("#import-files").set_input_files(geopackage(folder, frame, "to_1"))
    expect(page.locator("#import-layer")).to_have_value("template:parcels")
    for step in ("map", "try", "load"):
        page.locator(".dt-import-actions .btn-primary").click()
        at_step(page, step)
        if step != "map":
            expect(page.locator(".dt-job-figure-main strong")).to_have_text("2")
    return opened


def test_a_load_is_read_in_its_report_and_taken_back(site: str, worker: None, screen: Open, tmp_path: Path) -> None:
    opened = loaded_page(site, screen, tmp_path)
    page = opened.page
    opened.shoot("import-after-desk-vi")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải đối tượng bị loại (GeoPackage)").click()
    rejected = gpd.read_file(download.value.path())
    assert [str(reason)[:9] for reason in rejected["_ly_do"]] == ["E-GEOM-03"]

    with page.expect_popup() as popup:
        page.get_by_role("link", name="Mở báo cáo").click()
    report = popup.value
    problems: list[str] = []
    report.on("pageerror", lambda error: problems.append(str(error)))
    report.reload()
    expect(report.get_by_text("Thiếu hình học")).to_be_visible()
    assert report.evaluate("origin") == "null"
    report.screenshot(path="var/screenshots/import-report-desk-vi.png")
    report.locator("#language").click()
    expect(report.get_by_text("No geometry").first).to_be_visible()
    assert problems == []
    report.close()

    page.get_by_role("button", name="Hoàn tác lần nhập này").press("Enter")
    question = page.get_by_role("group", name="Hoàn tác lần nhập 1?")
    expect(question).to_be_visible()
    opened.shoot("import-undo-question-desk-vi")
    question.get_by_role("button", name="Không, giữ nguyên").press("Enter")
    expect(question).to_have_count(0)
    page.get_by_role("button", name="Hoàn tác lần nhập này").press("Enter")
    page.keyboard.press("Enter")  # the answer has the keyboard
    expect(page.locator(".dt-import-undo[data-undone=true]")).to_have_count(1)
    expect(page.locator(".dt-import-undo .dt-job-figure-main")).to_have_text("2 đã gỡ khỏi lớp")
    opened.shoot("import-undone-desk-vi")
    assert page.request.get(f"{site}/ogc/collections/parcels/items?f=json").json()["numberMatched"] == 0

    page.goto(f"{site}/import/runs?lang=vi")
    expect(page.locator(".dt-runs-list tbody tr")).to_have_count(2)
    expect(page.locator(".dt-run-undone")).to_have_text("Đã hoàn tác")
    opened.shoot("import-runs-desk-vi")
    page.get_by_role("link", name="to_1.gpkg", exact=True).last.click()
    expect(page.get_by_text("Đã hoàn tác bởi lần")).to_be_visible()
    assert opened.complaints == []


def test_later_edits_stand_in_the_way_of_undoing(site: str, worker: None, screen: Open, tmp_path: Path) -> None:
    opened = loaded_page(site, screen, tmp_path, language="en", size="phone")
    page = opened.page
    change_feature("parcels", 1, {"loai_dat": "CLN"}, by=OPERATOR)
    page.get_by_role("link", name="The run's page").click()
    expect(page.get_by_role("heading", name="Result")).to_be_visible()
    page.screenshot(path="var/screenshots/import-run-phone-en.png", full_page=True)
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("1 feature of parcels was changed after run 1.")).to_be_visible()
    page.screenshot(path="var/screenshots/import-run-later-phone-en.png", full_page=True)
    page.get_by_role("button", name="Keep those, undo the rest").click()
    expect(page.locator(".dt-import-undo[data-undone=true]")).to_have_count(1)
    expect(page.locator(".dt-run-facts .dt-run-state")).to_have_text("Undone")
    expect(page.get_by_text("Undone by № 3.")).to_be_visible()
    expect(page.get_by_role("link", name="See it on the map")).to_have_count(1)  # the undoing's own
    page.screenshot(path="var/screenshots/import-run-undone-phone-en.png", full_page=True)
    items = page.request.get(f"{site}/ogc/collections/parcels/items?f=json").json()["features"]
    assert [one["id"] for one in items] == [1]
    page.goto(f"{site}/import/runs?lang=en")
    page.screenshot(path="var/screenshots/import-runs-phone-en.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert opened.complaints == []


@pytest.mark.parametrize(("size", "language"), [("desk", "en"), ("phone", "vi")])
def test_a_correction_by_key_saved_as_a_preset(
    site: str, worker: None, screen: Open, tmp_path: Path, size: str, language: str
) -> None:
    opened = loaded_page(site, screen, tmp_path, language=language, size=size)
    page = opened.page
    page.screenshot(path=f"var/screenshots/import-after-{size}-{language}.png", full_page=True)
    page.goto(f"{site}/import?lang={language}")
    correction = squares(2, SOTO=[1, 1], SOTHUA=[1, 2], LOAIDAT=["ODT", "CLN"])
    page.locator("#import-files").set_input_files(geopackage(tmp_path, correction, "sua"))
    expect(page.locator("#import-layer")).to_have_value("layer:parcels")
    page.locator(".dt-import-actions .btn-primary").click()
    at_step(page, "map")
    page.locator("#import-mode-update").check()
    for name in ("so_to", "so_thua"):
        expect(page.locator(f"#import-key-{name}")).to_be_checked()
    expect(page.locator("#import-key-loai_dat")).not_to_be_checked()
    page.locator("#import-absent").select_option("retire")
    page.locator("#import-save-preset").fill("Tờ 1")
    page.locator("#import-save-preset").press("Tab")
    page.screenshot(path=f"var/screenshots/import-mode-{size}-{language}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for step in ("try", "load"):
        page.locator(".dt-import-actions .btn-primary").click()
        at_step(page, step)
        expect(page.locator(".dt-job-figure-main strong")).to_have_text("2")
    expect(page.locator(".dt-import-undo")).to_have_count(1)
    expect(page.locator(".dt-import-saved", has_text="Tờ 1")).to_be_visible()
    (run,) = list_runs(limit=1)
    assert (run.mode, run.changed, run.unchanged, run.retired) == ("update", 1, 1, 0)
    assert [one.name for one in list_presets(OPERATOR)] == ["Tờ 1"]
    page.goto(f"{site}/import?lang={language}")
    page.locator("#import-files").set_input_files(geopackage(tmp_path, correction, "lan_sau"))
    page.locator(".dt-import-actions .btn-primary").click()
    at_step(page, "map")
    banner = page.locator(".dt-import-preset", has_text="Tờ 1")
    expect(banner).to_be_visible()
    banner.get_by_role("button").first.click()
    expect(page.locator("#import-save-preset")).to_have_value("Tờ 1")
    page.screenshot(path=f"var/screenshots/import-preset-{size}-{language}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    banner.get_by_role("button").first.click()  # what is left of them: to do without
    expect(banner).to_have_count(0)
    expect(page.locator("#import-save-preset")).to_have_value("")
    assert opened.complaints == []


def test_presets_are_looked_at_renamed_and_removed(site: str, screen: Open) -> None:
    mapping = {
        "SOTO": "so_to",
        "SOTHUA": "so_thua",
        "MDSD2003": "loai_dat",
        "TENCHU": "ten_chu",
        "DIENTICH": "dien_tich",
    }
    for name, layer in (("Chi nhánh đăng ký đất đai khu vực Trấn Biên - đo chỉnh lý", "parcels"), ("Tờ 1", "parcels")):
        create_layer_once(layer)
        preset = Preset(
            name, layer, "parcels", signature([*mapping, "GHICHU", "NGUOIDO"]), mapping,
            {"loai_dat": {"nhà của dân": "ODT", "đất ở tại đô thị": "ODT"}}, "EPSG:5899", "tcvn3",
            {"swap_axes": True}, source="ThuaDat_TranBien_2026_quy3_chinh_ly.shp",
        )  # fmt: skip
        save_preset(preset, by=OPERATOR)
    note_use("Tờ 1", "to_1.shp")
    time.sleep(VERSION_SECONDS)  # the server may have read the catalog before the layer was there
    looks = [
        (size, scheme, lang) for size in ("desk", "phone") for scheme in ("light", "dark") for lang in ("vi", "en")
    ]
    for size, scheme, language in looks:
        opened = screen(f"{site}/import/presets?lang={language}", size=size, scheme=scheme)
        page = opened.page
        name = f"{size}-{scheme}-{language}"
        page.screenshot(path=f"var/screenshots/presets-{name}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.get_by_role("link", name="Chi nhánh").click()
        page.locator("summary", has_text="preset" if language == "en" else "cấu hình").click()
        page.screenshot(path=f"var/screenshots/preset-{name}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        assert opened.complaints == []
    page.goto(f"{site}/import/presets/Tờ 1?lang=vi")
    page.get_by_label("Tên").fill("Tờ 2")
    page.get_by_role("button", name="Đổi tên").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tờ 2")
    expect(page.get_by_role("status")).to_have_text("Đã đổi tên.")
    page.locator("summary", has_text="Xóa cấu hình này").click()
    page.get_by_role("button", name="Xóa", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Tờ 2")
    expect(page.locator(".dt-presets-list tbody tr")).to_have_count(1)
    assert opened.complaints == []


def create_layer_once(name: str) -> None:
    if not layer_exists(name):
        create_layer(replace(TEMPLATES["parcels"], name=name))


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
