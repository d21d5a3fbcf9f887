"""`/api/imports`: sending files, looking at them, asking for the import, and what nobody else learns of it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import normalize
from uuid import uuid4

import pytest
from django.test import Client

from importers.uploads import remove_expired
from layers.jobs.models import Job
from tests.importers.services.files import STREETS, geopackage, shapefile, squares
from tests.signing_in import new_colleague, signed_in_client

pytestmark = pytest.mark.django_db
UPLOADS = "/api/imports/uploads"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.VAR_DIR = tmp_path / "var"
    yield


@pytest.fixture
def client() -> Client:
    return new_colleague("huong", "data_manager")


def sent(client: Client, *paths: Path, **more: Any) -> Any:
    """The files as a form sends them."""
    files = []
    for path in paths:
        file = BytesIO(path.read_bytes())
        file.name = path.name
        files.append(file)
    return client.post(UPLOADS, {"file": files, **more})


def parcels(folder: Path) -> list[Path]:
    """A Shapefile in TCVN3 without .prj, part by part."""
    main = shapefile(folder, squares(4, SOTO=[1, 1, 2, 2], SOTHUA=[5, 6, 7, 8], DIACHI=STREETS), encoding="tcvn3")
    return [main.with_suffix(ending) for ending in (".shp", ".shx", ".dbf")]


def looked_at(client: Client, upload: dict[str, Any], **options: Any) -> dict[str, Any]:
    answer = client.post(upload["links"]["preview"], options, content_type="application/json")
    assert answer.status_code == 200, answer.content
    document: dict[str, Any] = answer.json()
    return document


def test_parts_of_a_shapefile_are_one_source(client: Client, tmp_path: Path) -> None:
    answer = sent(client, *parcels(tmp_path))
    assert answer.status_code == 201
    upload = answer.json()
    assert [one["name"] for one in upload["files"]] == ["thua.shp", "thua.shx", "thua.dbf"]
    assert upload["sources"] == ["thua.shp"]
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    again = client.get(upload["links"]["self"])
    assert again.json()["files"] == upload["files"]
    assert client.delete(upload["links"]["self"]).status_code == 204
    assert client.get(upload["links"]["self"]).status_code == 404


def test_a_look_says_what_the_file_is_and_asks_for_its_system(client: Client, tmp_path: Path) -> None:
    upload = sent(client, *parcels(tmp_path)).json()
    document = looked_at(client, upload)
    assert (document["format"], document["features"], document["geometry"]) == ("shapefile", 4, "polygon")
    assert document["crs"] is None
    assert document["refusals"]["crs"]["code"] == "E-CRS-02"
    assert document["sample"]["features"] == []
    address = next(column for column in document["columns"] if column["name"] == "DIACHI")
    assert address["encoding"] == "tcvn3"
    assert sorted(address["after"]) == sorted(STREETS)
    assert not set(address["before"]) & set(STREETS)
    names = [one["name"] for one in document["suggested"]]
    assert "parcels" in names


def test_with_system_and_template_it_shows_features_and_fields(client: Client, tmp_path: Path) -> None:
    upload = sent(client, *parcels(tmp_path)).json()
    document = looked_at(client, upload, crs="EPSG:5899", layer="parcels")
    assert document["crs"]["crs"] == "EPSG:5899"
    assert document["layer"]["new"] is True
    assert document["layer"]["template"] == "parcels"
    fields = {column["name"]: column["field"] for column in document["columns"]}
    assert (fields["SOTO"], fields["SOTHUA"]) == ("so_to", "so_thua")
    first = document["sample"]["features"][0]["geometry"]["coordinates"][0][0]
    assert 106 < first[0] < 108
    assert 10 < first[1] < 12
    changed = looked_at(client, upload, crs="EPSG:5899", layer="parcels", mapping={"SOTHUA": "so_to"})
    assert {column["name"]: column["field"] for column in changed["columns"]}["SOTHUA"] == "so_to"
    wrong = looked_at(client, upload, crs="EPSG:5899", layer="parcels", mapping={"SOTHUA": "khong_co"})
    assert wrong["refusals"]["mapping"]["code"] == "E-MAP-01"


def test_what_cant_be_read_is_said(client: Client) -> None:
    answer = client.post(f"{UPLOADS}?name=thua.shp", b"%PDF-1.7 not a map", content_type="application/octet-stream")
    document = looked_at(client, answer.json())
    assert document["refusals"]["file"]["code"] == "E-FILE-02"
    assert document["columns"] == []


def test_a_body_of_its_own_keeps_its_content(client: Client, tmp_path: Path) -> None:
    path = geopackage(tmp_path, squares(3, SOTO=[1, 2, 3]))
    answer = client.post(
        f"{UPLOADS}?name=..%2F..%2Fthửa%20đất.gpkg", path.read_bytes(), content_type="application/geopackage+sqlite3"
    )
    upload = answer.json()
    assert upload["sources"] == ["thửa đất.gpkg"]
    assert upload["files"][0]["size"] == path.stat().st_size
    assert looked_at(client, upload)["features"] == 3


@pytest.mark.parametrize(
    ("asked", "code", "status"),
    [
        ({"layer": "parcels", "crs": 5899}, "E-UPLOAD-07", 400),
        ({"layer": "parcels", "by": "operator"}, "E-UPLOAD-07", 400),
        ({"layer": "parcels", "path": "/etc/passwd"}, "E-UPLOAD-07", 400),
        ({"layer": "../parcels"}, "E-UPLOAD-07", 400),
        ({"layer": "parcels", "geometry": "volume"}, "E-UPLOAD-07", 400),
        ({"layer": "parcels", "mapping": {"a": 1}}, "E-UPLOAD-07", 400),
        ({"layer": "parcels", "dry_run": "yes"}, "E-UPLOAD-07", 400),
        ({"layer": "parcels", "value_maps": {"loai_dat": "ODT"}}, "E-UPLOAD-07", 400),
        ({"layer": "parcels", "value_maps": {"loai_dat": {"nhà": 1}}}, "E-UPLOAD-07", 400),
        ({"layer": "parcels", "value_maps": {"loai_dat": {"x" * 201: "ODT"}}}, "E-UPLOAD-07", 400),
        ({"layer": "parcels", "source": "../upload.json"}, "E-UPLOAD-01", 404),
        ({}, "E-UPLOAD-07", 400),
    ],
)
def test_other_words_than_the_command_line_knows_are_refused(
    client: Client, tmp_path: Path, asked: dict[str, Any], code: str, status: int
) -> None:
    upload = sent(client, *parcels(tmp_path)).json()
    answer = client.post("/api/imports", {"upload": upload["id"], **asked}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Job.objects.exists()


def test_values_that_a_list_does_not_know_are_told_and_given_codes(client: Client, tmp_path: Path) -> None:
    """Also where the file has accents beside their letters, which is told composed; what is too long to be sent back
    isn't told."""
    uses = ["ODT", "nhà ở", normalize("NFD", "nhà ở"), "x" * 201]
    path = geopackage(tmp_path, squares(4, SOTO=1, SOTHUA=[1, 2, 3, 4], LOAIDAT=uses))
    upload = sent(client, path).json()
    asked = {"layer": "parcels", "template": "parcels"}

    def use(**options: Any) -> dict[str, Any]:
        (column,) = [
            one for one in looked_at(client, upload, **asked, **options)["columns"] if one["name"] == "LOAIDAT"
        ]
        return column

    told = use()
    assert told["unlisted"] == [{"value": "nhà ở", "count": 2}]
    assert {"code": "ODT", "title": {"vi": "Đất ở tại đô thị", "en": "Urban residential land"}} in told["codes"]
    assert use(value_maps={"loai_dat": {"nhà ở": "ODT"}})["unlisted"] == []
    others = [one["codes"] for one in looked_at(client, upload, **asked)["columns"] if one["name"] != "LOAIDAT"]
    assert others == [None, None]


def test_an_import_is_a_job_of_whoever_asked(client: Client, tmp_path: Path) -> None:
    upload = sent(client, *parcels(tmp_path)).json()
    asked = {"upload": upload["id"], "layer": "parcels", "crs": "EPSG:5899", "mapping": {"SOTO": "so_to"}}
    answer = client.post("/api/imports", {**asked, "dry_run": True}, content_type="application/json")
    assert answer.status_code == 202
    assert answer["Location"] == answer.json()["links"]["job"]
    job = Job.objects.get(pk=answer.json()["job"])
    assert job.requested_by.username == "huong"
    assert job.subject == "thua.shp → parcels"
    assert job.parameters["account"] == job.requested_by_id
    said = {name: job.parameters[name] for name in ("layer", "crs", "mapping", "dry_run", "upload")}
    assert said == {**asked, "dry_run": True}
    followed = client.get(answer.json()["links"]["job"])
    assert followed.status_code == 200
    assert str(tmp_path) not in followed.content.decode()


def test_an_upload_is_its_senders_alone(client: Client, tmp_path: Path) -> None:
    upload = sent(client, *parcels(tmp_path)).json()
    other = new_colleague("binh", "data_manager")
    missing = f"{UPLOADS}/{uuid4()}"
    for address in (upload["links"]["self"], missing):
        answer = other.get(address)
        assert (answer.status_code, answer.json()["code"]) == (404, "E-UPLOAD-01")
    assert other.post(upload["links"]["preview"], {}, content_type="application/json").status_code == 404
    assert other.delete(upload["links"]["self"]).status_code == 404
    asked = other.post("/api/imports", {"upload": upload["id"], "layer": "parcels"}, content_type="application/json")
    assert asked.status_code == 404
    assert client.get(upload["links"]["self"]).status_code == 200


@pytest.mark.parametrize("role", [None, "licensing_officer", "administrator"])
def test_who_may_import_nowhere_sends_nothing(tmp_path: Path, role: str | None, settings: Any) -> None:
    visitor = Client() if role is None else new_colleague("an", role)
    for answer in (
        sent(visitor, *parcels(tmp_path)),
        visitor.get("/api/imports"),
        visitor.get("/api/imports/targets"),
        visitor.post("/api/imports", {}, content_type="application/json"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "E-UPLOAD-08")
    assert not (settings.VAR_DIR / "uploads").exists()


def test_a_session_needs_its_token_and_nothing_stays_without(tmp_path: Path, settings: Any) -> None:
    new_colleague("huong", "data_manager")
    strict = signed_in_client("huong", enforce_csrf_checks=True)
    refused = [
        sent(strict, *parcels(tmp_path)),
        strict.post(f"{UPLOADS}?name=a.csv", b"x,y", content_type="application/octet-stream"),
    ]
    assert [(one.status_code, one.json()["code"]) for one in refused] == [(403, "E-ACCOUNT-15")] * 2
    assert list((settings.VAR_DIR / "uploads").iterdir()) == []


def test_limits_of_size_and_number(client: Client, tmp_path: Path, settings: Any) -> None:
    settings.UPLOAD_MB = 1
    big = client.post(f"{UPLOADS}?name=a.csv", b"x" * 1_000_001, content_type="application/octet-stream")
    assert (big.status_code, big.json()["code"]) == (413, "E-UPLOAD-02")
    (tmp_path / "b.csv").write_bytes(b"x" * 1_000_001)
    assert sent(client, tmp_path / "b.csv").json()["code"] == "E-UPLOAD-02"
    nothing = client.post(f"{UPLOADS}?name=a.csv", b"", content_type="application/octet-stream")
    assert (nothing.status_code, nothing.json()["code"]) == (400, "E-UPLOAD-03")
    (tmp_path / "c.csv").write_text("x,y")
    assert sent(client, tmp_path / "c.csv", tmp_path / "c.csv").json()["code"] == "E-UPLOAD-05"
    assert list((settings.VAR_DIR / "uploads").iterdir()) == []


def test_a_secrecy_mark_leaves_nothing(client: Client, tmp_path: Path, settings: Any) -> None:
    (tmp_path / "Quy hoach TUYET MAT.csv").write_text("x,y\n1,2\n")
    by_name = sent(client, tmp_path / "Quy hoach TUYET MAT.csv")
    assert (by_name.status_code, by_name.json()["code"]) == (422, "E-FILE-10")
    marked = geopackage(tmp_path, squares(2, DO_MAT=["Mật", "Mật"]))
    upload = sent(client, marked).json()
    answer = client.post(upload["links"]["preview"], {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "E-FILE-10")
    assert list((settings.VAR_DIR / "uploads").iterdir()) == []


def test_what_expired_goes(client: Client, tmp_path: Path, settings: Any) -> None:
    upload = sent(client, *parcels(tmp_path)).json()
    assert remove_expired() == 0
    settings.UPLOAD_HOURS = 0
    assert remove_expired() == 1
    assert client.get(upload["links"]["self"]).status_code == 404


def test_targets_are_what_may_be_filled(client: Client) -> None:
    document = client.get("/api/imports/targets").json()
    assert {"parcels", "zoning_lots"} & {one["name"] for one in document["templates"]}
    assert {"crs": "EPSG:5899", "name": "VN-2000 / TM-3 107-45"} in document["systems"]
