"""GML, KML and GPX: axes, types, layers, curves, and what hostile XML gets."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import shapely

from gis.errors import FileRefused
from importers.reading.process import read

DATA = Path(__file__).resolve().parents[2] / "data" / "gdal"
POLYGON = (
    '<gml:Polygon srsName="{srs}"><gml:exterior><gml:LinearRing><gml:posList>{ring}</gml:posList></gml:LinearRing>'
    "</gml:exterior></gml:Polygon>"
)
ARC = (
    '<gml:Surface srsName="urn:ogc:def:crs:EPSG::9210"><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring>'
    "<gml:curveMember><gml:Curve><gml:segments><gml:ArcString><gml:posList>400000 1200000 400010 1200010 400020 1200000"
    "</gml:posList></gml:ArcString><gml:LineStringSegment><gml:posList>400020 1200000 400000 1200000</gml:posList>"
    "</gml:LineStringSegment></gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:PolygonPatch>"
    "</gml:patches></gml:Surface>"
)


def gml(*geometries: str, kinds: tuple[str, ...] = ("ThuaDat",), before: str = "") -> str:
    """An exchange file in a schema that nobody has heard of, as Vietnamese programs write them."""
    members = "".join(
        f'<gml:featureMember><dc:{kind} gml:id="{kind}.{number}"><dc:soTo>00012</dc:soTo><dc:soThua>{number}</dc:soThua>'
        f'<dc:dienTich donVi="m2">12.50</dc:dienTich><dc:chu>Nguyễn Văn A</dc:chu><dc:hinh>{geometry}</dc:hinh>'
        f"</dc:{kind}></gml:featureMember>"
        for kind in kinds
        for number, geometry in enumerate(geometries)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<dc:DuLieu xmlns:dc="http://example.vn/diachinh" '
        f'xmlns:gml="http://www.opengis.net/gml/3.2">{members}</dc:DuLieu>'
    )


def square(srs: str, ring: str = "10 106 10 107 11 107 11 106 10 106") -> str:
    return POLYGON.format(srs=srs, ring=ring)


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str | bytes, name: str = "a.xml") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.mark.parametrize(
    ("srs", "ring", "east"),
    [
        ("urn:ogc:def:crs:EPSG::4326", "10 106 10 107 11 107 11 106 10 106", 106),
        ("http://www.opengis.net/def/crs/EPSG/0/4326", "10 106 10 107 11 107 11 106 10 106", 106),
        ("urn:ogc:def:crs:EPSG::4756", "10 106 10 107 11 107 11 106 10 106", 106),
        ("EPSG:4326", "106 10 107 10 107 11 106 11 106 10", 106),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "106 10 107 10 107 11 106 11 106 10", 106),
        ("urn:ogc:def:crs:EPSG::9210", "400000 1200000 400001 1200000 400001 1200001 400000 1200000", 400_000),
    ],
)
def test_the_order_of_axes_is_that_of_the_system(
    srs: str, ring: str, east: float, written: Callable[..., Path], tmp_path: Path
) -> None:
    with read(written(gml(square(srs, ring))), spool_dir=tmp_path / "spools") as spool:
        assert spool.metadata.bounds is not None
        assert spool.metadata.bounds[0] == pytest.approx(east)
        assert spool.metadata.crs_stated


def test_values_come_as_they_stand(written: Callable[..., Path], tmp_path: Path) -> None:
    with read(written(gml(square("EPSG:4326"))), spool_dir=tmp_path / "spools") as spool:
        row = next(spool.batches()).to_pylist()[0]
        del row["geometry"]
        assert row == {
            "fid": 0, "gml_id": "ThuaDat.0", "soTo": "00012", "soThua": "0", "dienTich": "12.50",
            "dienTich_donVi": "m2", "chu": "Nguyễn Văn A",
        }  # fmt: skip


def test_schemas_beside_the_file_are_not_believed(written: Callable[..., Path], tmp_path: Path) -> None:
    """A .gfs would say what is read, a schema's address would be asked."""
    path = written(gml(square("EPSG:4326")).replace(
        "<dc:DuLieu ", '<dc:DuLieu xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://example.vn/diachinh http://127.0.0.1:9/x.xsd" ', 1,
    ))  # fmt: skip
    written("<GMLFeatureClassList><GMLFeatureClass><Name>X</Name></GMLFeatureClass></GMLFeatureClassList>", "a.gfs")
    written("<schema/>", "a.xsd")
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.layer, spool.count) == ("ThuaDat", 1)


def test_inspire_parcels_and_zonings(tmp_path: Path) -> None:
    with read(DATA / "inspire_cadastralparcel.xml", spool_dir=tmp_path) as spool:
        assert (spool.metadata.format, spool.metadata.layer, spool.count) == ("gml", "CadastralParcel", 2)
        assert spool.metadata.crs == "EPSG:4326"
        assert spool.column("nationalCadastralReference").to_pylist() == ["nationalCadastralReference"] * 2
        assert spool.column("basicPropertyUnit_href").to_pylist() == ['["#BPU.1", "#BPU.2"]', None]
        assert "referencePoint" not in spool.schema.names
    with read(DATA / "inspire_cadastralzoning.xml", spool_dir=tmp_path) as spool:
        assert (spool.metadata.layer, spool.count) == ("CadastralZoning", 2)
        assert spool.column("levelName").to_pylist()[0] == '["English", "Francais", "Deutsch"]'


def test_arcs_become_straight_and_are_told(written: Callable[..., Path], tmp_path: Path) -> None:
    with read(written(gml(ARC)), spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.linearised, spool.metadata.geometry_kinds) == (1, {"polygon": 1})
        shape = shapely.from_wkb(spool.column("geometry").to_pylist()[0])
        assert shape.area == pytest.approx(np.pi * 50, rel=1e-3)
        finding = spool.metadata.findings()[0]
        assert (finding.code, finding.count, "1 mm" in finding.message("en")) == ("N-FILE-01", 1, True)


KML = (
    '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Quy hoạch</name>'
    "<NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link></NetworkLink>{}</Document></kml>"
)
PLACE = (
    '<Placemark><name>{0}</name><ExtendedData><Data name="ma"><value>00{0}</value></Data></ExtendedData>'
    "<Point><coordinates>106.8,10.9,5</coordinates></Point></Placemark>"
)


def _folder(name: str, *inside: str) -> str:
    return f"<Folder><name>{name}</name>{''.join(inside)}</Folder>"


def test_folders_of_a_kml_are_its_layers(written: Callable[..., Path], tmp_path: Path) -> None:
    text = KML.format(_folder("Ngoài", PLACE.format(1), _folder("Trong", PLACE.format(2), PLACE.format(3))))
    path = written(text, "a.kml")
    with pytest.raises(FileRefused) as refused:
        read(path, spool_dir=tmp_path / "spools")
    assert refused.value.code == "E-FILE-06"
    with read(path, source_layer="Trong", spool_dir=tmp_path / "spools") as spool:
        assert spool.column("ma").to_pylist() == ["002", "003"]
        assert spool.column("Name").to_pylist() == ["2", "3"]
        assert (spool.metadata.crs, spool.metadata.crs_stated, spool.metadata.has_z) == ("EPSG:4326", False, True)
        assert "tessellate" not in spool.schema.names


GPX = (
    '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="10.9" lon="106.8"><name>Cây 01</name></wpt>'
    '{}</gpx>'
)  # fmt: skip
TRACK = '<trk><trkseg><trkpt lat="10.9" lon="106.8"/><trkpt lat="10.91" lon="106.8"/></trkseg></trk>'


def test_waypoints_and_tracks(written: Callable[..., Path], tmp_path: Path) -> None:
    with read(written(GPX.format("")), spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.format, spool.metadata.layer, spool.metadata.crs) == ("gpx", "waypoints", "EPSG:4326")
        assert spool.column("name").to_pylist() == ["Cây 01"]
    both = written(GPX.format(TRACK))
    with pytest.raises(FileRefused, match="waypoints, tracks"):
        read(both, spool_dir=tmp_path / "spools")
    for layer, count in (("tracks", 1), ("track_points", 2)):
        with read(both, source_layer=layer, spool_dir=tmp_path / "spools") as spool:
            assert spool.count == count


LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10 if n else 'ha'}'>" for n in range(10))
REFUSED: list[tuple[str, str | bytes, str, str]] = [
    ("a file named by an entity", gml("&x;", before='<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "E-FILE-16", "DOCTYPE"),
    ("an address named by an entity", gml("&x;", before='<!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:9/">]>'), "E-FILE-16", "DOCTYPE"),
    ("a billion laughs", gml("&l9;", before=f"<!DOCTYPE a [{LAUGHS}]>"), "E-FILE-16", "entities"),
    ("an outer document type", gml("", before='<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">'), "E-FILE-16", "DOCTYPE"),
    ("an entity after a long comment", gml("&x;", before=f"<!--{'-.' * 90_000}--><!DOCTYPE a [<!ENTITY x 'y'>]>"), "E-FILE-16", "DOCTYPE"),
    ("laughs in UTF-16", gml("&l9;", before=f"<!DOCTYPE a [{LAUGHS}]>").replace("UTF-8", "UTF-16").encode("utf-16"), "E-FILE-16", "DOCTYPE"),
    ("laughs in a KML", KML.replace("<kml", f"<!DOCTYPE a [{LAUGHS}]><kml", 1).format("&l9;"), "E-FILE-16", "DOCTYPE"),
    ("laughs in a GPX", f"<!DOCTYPE a [{LAUGHS}]>" + GPX.format("&l9;"), "E-FILE-16", "DOCTYPE"),
    ("an undeclared entity", gml("&x;"), "E-FILE-03", "undefined entity"),
    ("a letter that isn't UTF-8", gml(square("EPSG:4326")).encode().replace(b"Nguy", b"\xa7\xca"), "E-FILE-03", "not well-formed"),
    ("two types of features", gml(square("EPSG:4326"), kinds=("ThuaDat", "RanhGioi")), "E-FILE-06", "ThuaDat, RanhGioi"),
    ("no features", gml().replace("</dc:DuLieu>", "<!-- featureMember --></dc:DuLieu>"), "E-FILE-04", "no features"),
    ("cut behind a feature", gml(square("EPSG:4326"))[: -len("</dc:DuLieu>")], "E-FILE-03", "no element found"),
    ("a KML without places", KML.format(""), "E-FILE-04", "no features"),
    ("a GPX without anything", GPX.format("").replace("wpt", "x"), "E-FILE-04", "no features"),
    ("a schema", '<schema xmlns:gml="http://www.opengis.net/gml"><!-- featureMember --></schema>', "E-FILE-02", "XML"),
    ("a drawing", '<svg xmlns="http://www.w3.org/2000/svg"/>', "E-FILE-02", "XML"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "word"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused(text: str | bytes, code: str, word: str, written: Callable[..., Path], tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read(written(text), spool_dir=tmp_path / "spools")
    assert (refused.value.code, word in str(refused.value)) == (code, True), str(refused.value)
    assert not list((tmp_path / "spools").iterdir())


@pytest.mark.parametrize("number", ["NaN", "INF", "1e400", "abc", ""])
def test_coordinates_that_are_no_numbers(number: str, written: Callable[..., Path], tmp_path: Path) -> None:
    """The good one comes; the other is kept for what cleans, or comes without a geometry."""
    bad = square("EPSG:4326", f"10 {number} 10 107 11 107 10 {number}")
    with read(written(gml(bad, square("EPSG:4326"))), spool_dir=tmp_path / "spools") as spool:
        assert spool.count == 2
