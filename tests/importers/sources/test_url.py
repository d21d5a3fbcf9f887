"""Files behind addresses: their content counts, limits hold, and private addresses are nobody's business unasked."""

from pathlib import Path
from tempfile import mkdtemp

import pytest

from gis.errors import DothiError
from importers.reading.process import read
from importers.sources.contract import Fetching, Limits, shown
from importers.sources.registry import KINDS, kind_of
from tests.importers.services.files import geopackage, squares
from tests.importers.sources.web_server import serving

HERE = frozenset({"127.0.0.1"})


def fetch(text: str, folder: Path, **limits: object) -> Path:
    asked = Fetching(text, folder, limits=Limits(**{"private_hosts": HERE, **limits}))
    return kind_of(text).fetch(asked).path


def refusal(text: str, folder: Path, **limits: object) -> DothiError:
    folder = Path(mkdtemp(dir=folder))
    with pytest.raises(DothiError) as refused:
        fetch(text, folder, **limits)
    return refused.value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("thua.shp", "local"),
        ("/srv/hồ sơ/thua.shp", "local"),
        ("https://example.org/thua.gpkg", "url"),
        ("http://example.org/wfs?service=WFS", "wfs"),
        ("http://example.org/ows?Service=wfs&typeNames=a", "wfs"),
        ("https://example.org/geoserver/wfs", "wfs"),
        ("https://example.org/ogc/collections/parcels", "ogc-api-features"),
        ("https://example.org/ogc/collections/parcels/items?limit=5", "ogc-api-features"),
        ("https://example.org/ogc/collections", "ogc-api-features"),
        ("postgresql://gis@db/city?table=thua", "postgis"),
        ("postgres://gis@db/city?table=thua", "postgis"),
    ],
)
def test_a_source_is_known_by_its_address(text: str, kind: str) -> None:
    assert kind_of(text).name == kind


@pytest.mark.parametrize("text", ["ftp://example.org/a.shp", "file:///etc/passwd", "gopher://x/", "s3://bucket/a"])
def test_other_schemes_are_refused(text: str) -> None:
    with pytest.raises(DothiError, match="E-SOURCE-02"):
        kind_of(text)


def test_kinds_have_names_of_their_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://an:mat-khau@example.org:8443/a/b.gpkg?key=abc", "https://example.org:8443/a/b.gpkg"),
        ("postgresql://gis:bi%20mat@db:5432/city?table=thua", "postgresql://db:5432/city"),
        ("/srv/a.shp", "/srv/a.shp"),
    ],
)
def test_what_is_said_of_an_address_holds_no_secret(text: str, said: str) -> None:
    assert shown(text) == said


def test_a_file_is_brought_whole_whatever_its_name_and_type(tmp_path: Path) -> None:
    original = geopackage(tmp_path, squares(3, SOTO=[1, 2, 3]))
    body = original.read_bytes()
    with serving({"/a%20b/th%E1%BB%ADa.txt": (200, {"Content-Type": "text/html"}, body)}) as (address, _):
        folder = tmp_path / "fetched"
        folder.mkdir()
        path = fetch(f"{address}/a%20b/th%E1%BB%ADa.txt", folder)
    assert (path.name, path.read_bytes() == body) == ("thửa.txt", True)
    with read(path, spool_dir=tmp_path / "spool") as spool:
        assert (spool.metadata.format, spool.count) == ("geopackage", 3)


def test_redirects_are_followed_and_counted(tmp_path: Path) -> None:
    answers = {f"/{n}": (302, {"Location": f"/{n + 1}"}, b"") for n in range(9)}
    answers["/5"] = (200, {}, b"x,y\n1,2\n")
    with serving(answers) as (address, asked):
        assert fetch(f"{address}/0", tmp_path).read_bytes() == b"x,y\n1,2\n"
        assert len(asked) == 6
        answers["/5"] = (302, {"Location": "/6"}, b"")
        assert refusal(f"{address}/0", tmp_path).code == "E-SOURCE-02"


@pytest.mark.parametrize(
    "text",
    [
        "http://127.0.0.1/a", "http://localhost/a", "http://[::1]/a", "http://10.0.0.1/a", "http://192.168.1.1/a",
        "http://169.254.169.254/latest/meta-data/", "http://[::ffff:127.0.0.1]/a", "http://0.0.0.0/a",
        "http://2130706433/a", "http://[fd00::1]/a", "http://224.0.0.1/a",
    ],
)  # fmt: skip
def test_private_addresses_are_not_asked(tmp_path: Path, text: str) -> None:
    assert refusal(text, tmp_path, private_hosts=frozenset()).code == "E-SOURCE-01"


def test_a_redirect_leads_to_no_private_address(tmp_path: Path) -> None:
    with serving({"/a": (302, {"Location": "http://169.254.169.254/latest"}, b"")}) as (address, _):
        assert refusal(f"{address}/a", tmp_path).code == "E-SOURCE-01"


def test_passwords_go_to_their_own_host_alone_and_are_never_said(tmp_path: Path) -> None:
    with serving({"/b": (404, {}, b"")}) as (other, asked_other):
        with serving({"/a": (302, {"Location": f"{other}/b"}, b"")}) as (address, asked):
            text = address.replace("http://", "http://an:mat-khau@") + "/a"
            refused = refusal(text, tmp_path)
        assert asked[0][1]["Authorization"].startswith("Basic ")
        assert "Authorization" not in asked_other[0][1]
    assert "mat-khau" not in str(refused)
    assert refused.code == "E-SOURCE-02"


@pytest.mark.parametrize(
    ("answer", "limits", "code"),
    [
        ((200, {}, b"x" * 2_000_000), {"megabytes": 1}, "E-SOURCE-03"),
        ((200, {"Content-Length": "500"}, b"x" * 20), {}, "E-SOURCE-02"),
        ((200, {}, b"x"), {"seconds": -1}, "E-SOURCE-03"),
        ((404, {}, b""), {}, "E-SOURCE-02"),
        ((500, {}, b""), {}, "E-SOURCE-02"),
        ((204, {}, b""), {}, "E-SOURCE-02"),
    ],
)
def test_what_is_no_good_answer_is_refused(tmp_path: Path, answer: object, limits: dict, code: str) -> None:
    with serving({"/a": answer}) as (address, _):
        assert refusal(f"{address}/a", tmp_path, **limits).code == code


def test_nobody_there(tmp_path: Path) -> None:
    assert refusal("http://127.0.0.1:9/a", tmp_path).code == "E-SOURCE-02"
    assert refusal("http://khong-co.invalid/a", tmp_path).code == "E-SOURCE-02"
