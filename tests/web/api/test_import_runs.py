"""Runs over the web: their reports cut for each reader, their undoing, and the pages on which people find them."""

from io import BytesIO
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from importers.services import ImportRequest, import_files
from layers.api_clients.models import ApiClient
from layers.api_clients.services import make_key
from layers.catalog.models import ImportRun, Organisation
from layers.catalog.queries import get_run
from layers.features.authority import OPERATOR
from layers.features.services import undo_run
from layers.imports.preset import Preset
from layers.imports.services import save_preset
from layers.jobs.models import Job
from tests.importers.services.files import EAST, NORTH, geopackage, squares
from tests.signing_in import OFFICE, new_colleague, signed_in_client

pytestmark = pytest.mark.django_db
OWNER = "Nguyễn Thị Chủ"
KINDS = ("json", "csv", "gpkg")


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path / "var", tmp_path / "files"


@pytest.fixture
def run(tmp_path: Path) -> int:
    """Two parcels that are loaded, and one without a place that isn't."""
    frame = squares(3, so_to=["1", "1", "1"], so_thua=["1", "2", "3"], ten_chu=[f"{OWNER} {n}" for n in range(3)])
    frame.loc[2, "geometry"] = None
    named = geopackage(tmp_path, frame).rename(tmp_path / "<b>thửa.gpkg")
    (report,) = import_files([ImportRequest(named, "parcels", by=OPERATOR)])
    assert (report.imported, report.rejected) == (2, 1)
    assert report.run is not None
    return report.run


@pytest.fixture
def clerk(run: int) -> Client:
    return new_colleague("huong", "data_manager")


def report_of(client: Client, run: int, kind: str) -> Any:
    return client.get(f"/api/imports/runs/{run}/report.{kind}")


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_report_as_a_page_runs_in_an_origin_of_its_own(clerk: Client, run: int) -> None:
    answer = clerk.get(f"/import/runs/{run}/report")
    assert answer.status_code == 200
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert policy["sandbox"] == "allow-scripts allow-downloads"
    assert policy["default-src"] == policy["frame-ancestors"] == policy["form-action"] == "'none'"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    text = answer.content.decode()
    assert "<b>thửa" not in text
    assert "E-GEOM-03" in text


def test_documents_and_rejected_features(clerk: Client, run: int) -> None:
    document = report_of(clerk, run, "json").json()
    assert (document["read"], document["rejected"]) == (3, 1)
    assert [one["code"] for one in document["findings"] if one["severity"] == "error"] == ["E-GEOM-03"]
    table = report_of(clerk, run, "csv")
    assert table["Content-Disposition"] == f'attachment; filename="run-{run}-report.csv"'
    assert b"E-GEOM-03" in table.content
    rejected = report_of(clerk, run, "gpkg")
    assert rejected["Content-Disposition"] == f'attachment; filename="run-{run}-rejected.gpkg"'
    content = body(rejected)
    assert int(rejected["Content-Length"]) == len(content)
    frame = gpd.read_file(BytesIO(content))
    assert len(frame) == 1
    assert frame["_ly_do"][0].startswith("E-GEOM-03")


def test_personal_values_are_for_those_who_may_see_them(clerk: Client, run: int) -> None:
    """A data manager doesn't by the role alone; the operator's look is another's."""
    sees = "see_personal" in {grant.right for grant in _grants("huong")}
    for kind in KINDS:
        content = body(report_of(clerk, run, kind)).decode("utf-8", "replace")
        assert (OWNER in content) == sees, kind
    assert (OWNER in clerk.get(f"/import/runs/{run}/report").content.decode()) == sees
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit.event WHERE action = 'personal.seen' AND actor_id IS NOT NULL")
        assert cursor.fetchone()[0] == (4 if sees else 0)


def _grants(name: str) -> Any:
    from layers.access.queries import grants_of

    return grants_of(get_user_model().objects.get(username=name).pk)


@pytest.mark.parametrize("who", ["public", "licensing_officer", "one_commune"])
def test_others_are_told_that_there_is_none(run: int, who: str) -> None:
    areas = ("26041",) if who == "one_commune" else ()
    role = "data_manager" if who == "one_commune" else who
    visitor = Client() if who == "public" else new_colleague("an", role, areas=areas)
    for kind in KINDS:
        answer, absent = report_of(visitor, run, kind), report_of(visitor, run + 999, kind)
        assert answer.status_code == absent.status_code == 404
        assert answer.content.decode() == absent.content.decode().replace(str(run + 999), str(run))
    page = visitor.get(f"/import/runs/{run}/report")
    assert page.status_code == (302 if who == "public" else 404)


def test_whoever_asked_for_it_reads_it_and_a_key_needs_the_scope(run: int) -> None:
    asker = new_colleague("an", "licensing_officer")
    assert report_of(asker, run, "json").status_code == 404
    account = get_user_model().objects.get(username="an")
    ImportRun.objects.filter(pk=run).update(started_by=account)
    assert report_of(asker, run, "json").status_code == 200
    made = ApiClient.objects.create(
        code="may-do", account=account, organisation=Organisation.objects.get(code=OFFICE), scopes=["see", "import"]
    )
    for scopes, status in ((["see"], 404), (["see", "import"], 200)):
        key = make_key(made.code, scopes=frozenset(scopes))
        machine = Client(headers={"Authorization": f"Bearer {key}"})
        assert report_of(machine, run, "json").status_code == status, scopes


def test_without_rejected_features_there_is_no_file_of_them(clerk: Client, tmp_path: Path) -> None:
    whole = geopackage(tmp_path, squares(1, so_to=["9"], so_thua=["9"]), "du")
    (report,) = import_files([ImportRequest(whole, "parcels", by=OPERATOR)])
    answer = report_of(clerk, report.run, "gpkg")
    assert (answer.status_code, answer.json()["code"]) == (404, "E-UPLOAD-09")
    document = clerk.get(f"/api/imports/runs/{report.run}").json()
    assert document["links"]["rejected"] is None


def undo(client: Client, run: int, document: Any = None) -> Any:
    return client.post(f"/api/imports/runs/{run}/undo", document or {}, content_type="application/json")


def test_undoing_is_a_job_of_whoever_asked(clerk: Client, run: int) -> None:
    answer = undo(clerk, run, {"keep_later": True})
    assert answer.status_code == 202
    job = Job.objects.get(pk=answer.json()["job"])
    assert (job.kind, job.requested_by.username) == ("undo_import", "huong")
    said = {name: job.parameters[name] for name in ("run", "layer", "keep_later", "account")}
    assert said == {"run": run, "layer": "parcels", "keep_later": True, "account": job.requested_by_id}


@pytest.mark.parametrize("document", [{"keep_later": "yes"}, {"force": True}, [1], {"keep_later": True, "run": 1}])
def test_other_words_are_refused(clerk: Client, run: int, document: Any) -> None:
    answer = undo(clerk, run, document)
    assert (answer.status_code, answer.json()["code"]) == (400, "E-UPLOAD-07")
    assert not Job.objects.exists()


def test_what_is_undone_or_unknown_is_not_undone(clerk: Client, run: int) -> None:
    other = new_colleague("an", "data_manager", areas=("26041",))
    assert undo(other, run).json()["code"] == undo(other, run + 999).json()["code"] == "E-RUN-08"
    assert undo(Client(), run).status_code == 403
    assert undo(signed_in_client("huong", enforce_csrf_checks=True), run).json()["code"] == "E-ACCOUNT-15"
    undoing = undo_run(run, by=OPERATOR).run
    for number in (run, undoing):
        answer = undo(clerk, number)
        assert (answer.status_code, answer.json()["code"]) == (400, "E-RUN-09")
    assert get_run(run).undone_by == undoing
    assert not Job.objects.exists()


def test_the_list_and_a_runs_page(clerk: Client, run: int) -> None:
    undoing = undo_run(run, by=OPERATOR).run
    page = clerk.get("/import/runs?lang=vi").content.decode()
    assert "&lt;b&gt;thửa.gpkg" in page
    assert "<b>thửa" not in page
    assert "Đã hoàn tác" in page
    assert f'href="/import/runs/{run}/report?lang=vi"' in page
    assert "Trang này" not in page
    own = clerk.get(f"/import/runs/{run}?lang=vi").content.decode()
    assert f"/api/imports/runs/{run}/report.gpkg" in own
    assert f"№ {undoing}" in own
    assert "E-GEOM-03" in own
    english = clerk.get(f"/import/runs/{undoing}?lang=en").content.decode()
    assert "It took back" in english
    assert "report.csv" not in english
    assert "№" in clerk.get("/import/runs?layer=parcels").content.decode()
    assert "thửa" not in clerk.get("/import/runs?layer=roads").content.decode()


def test_a_refused_run_says_its_code(clerk: Client, tmp_path: Path) -> None:
    frame = squares(2, so_to=["1", "1"], so_thua=["7", "7"])
    frame.loc[0, "geometry"] = shapely.Polygon([(EAST, NORTH), (EAST + 1, NORTH), (EAST + 2, NORTH)])
    nothing = geopackage(tmp_path, frame.iloc[:1], "trong")
    with pytest.raises(Exception, match="E-RUN-01"):
        import_files([ImportRequest(nothing, "parcels", by=OPERATOR)])
    refused = ImportRun.objects.latest("pk").pk
    page = clerk.get(f"/import/runs/{refused}?lang=vi").content.decode()
    assert "E-RUN-01" in page
    assert "Chưa nạp dữ liệu nào" in page
    assert report_of(clerk, refused, "json").status_code == 200


def test_pages_are_for_those_who_import(run: int) -> None:
    assert Client().get("/import/runs")["Location"].startswith("/account/login")
    officer = new_colleague("an", "licensing_officer")
    assert officer.get("/import/runs").status_code == officer.get(f"/import/runs/{run}").status_code == 403
    elsewhere = new_colleague("binh", "data_manager", areas=("26041",))
    assert "thửa" not in elsewhere.get("/import/runs").content.decode()
    assert elsewhere.get("/api/imports").json() == {"runs": []}
    assert elsewhere.get(f"/import/runs/{run}").status_code == 404


def test_runs_in_the_api_say_who_and_where(clerk: Client, run: int) -> None:
    (found,) = clerk.get("/api/imports").json()["runs"]
    assert (found["id"], found["by"], found["state"]) == (run, get_run(run).by, "loaded")
    assert found["links"]["undo"] == f"/api/imports/runs/{run}/undo"
    assert found["links"]["rejected"] == f"/api/imports/runs/{run}/report.gpkg"
    assert clerk.get(found["links"]["self"]).json() == found


def looked_at(client: Client, path: Path, **options: Any) -> dict[str, Any]:
    upload = client.post(
        f"/api/imports/uploads?name={path.name}", path.read_bytes(), content_type="application/octet-stream"
    ).json()
    answer = client.post(upload["links"]["preview"], options, content_type="application/json")
    assert answer.status_code == 200, answer.content
    document: dict[str, Any] = answer.json()
    return document


def test_a_preview_says_which_preset_was_applied(clerk: Client, tmp_path: Path) -> None:
    odd = geopackage(tmp_path, squares(2, A1=["7", "8"], B2=["1", "2"]), "la")
    mapping = {"A1": "so_to", "B2": "so_thua"}
    save_preset(Preset("quận 1", "parcels", "parcels", ("A1", "B2"), mapping), by=OPERATOR)
    assert {"name": "quận 1", "layer": "parcels", "template": "parcels"} in clerk.get("/api/imports/targets").json()[
        "presets"
    ]
    applied = looked_at(clerk, odd, layer="parcels")
    assert applied["preset"] == "quận 1"
    assert applied["layer"]["key"]
    assert {one["name"]: one["field"] for one in applied["columns"]} == mapping
    without = looked_at(clerk, odd, layer="parcels", no_preset=True)
    assert without["preset"] is None
    assert looked_at(clerk, odd, layer="parcels", preset="khác")["refusals"]["mapping"]["code"] == "E-MAP-02"


def test_a_list_without_coordinates_is_shown_along_streets(clerk: Client, tmp_path: Path) -> None:
    street = shapely.LineString([(EAST, NORTH), (EAST + 400, NORTH)])
    frame = gpd.GeoDataFrame({"name": ["Đường Nguyễn Ái Quốc"]}, geometry=[street], crs=5899)
    import_files([ImportRequest(geopackage(tmp_path, frame, "duong"), "roads", by=OPERATOR)])
    assert "roads" in {one["name"] for one in clerk.get("/api/imports/targets").json()["streets"]}
    listed = tmp_path / "cay.csv"
    listed.write_text("ma_cay;duong;so nha\nA;Nguyễn Ái Quốc;6\nB;Lê Lợi;14\n", encoding="utf-8")
    assert looked_at(clerk, listed)["refusals"]["file"]["code"] == "E-FILE-08"
    placed = looked_at(clerk, listed, streets="roads")
    assert "file" not in placed["refusals"]
    assert placed["geometry"] == "point"
    assert len(placed["sample"]["features"]) == 1
    assert {one["code"] for one in placed["issues"]} >= {"E-FILE-26", "N-FILE-28"}
    wrong = looked_at(clerk, listed, streets="parcels")
    assert wrong["refusals"]["streets"]["code"] == "E-FILE-29"
    unknown = looked_at(clerk, listed, streets="khong_co")
    assert unknown["refusals"]["streets"]["code"] == "E-LAYER-05"
