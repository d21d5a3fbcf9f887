"""Network models, city models and LandXML: what comes out of real and of broken files."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely

from gis.errors import FileRefused
from importers.reading.process import read
from importers.reading.spool import Spool

DATA = Path(__file__).resolve().parents[2] / "data"
NETWORKS, CITIES, LANDXML = DATA / "networks", DATA / "citymodels", DATA / "landxml" / "thua_dat.xml"


def _shapes(spool: Spool) -> list[Any]:
    return list(shapely.from_wkb(spool.column("geometry").to_pylist()))


def test_epanet_pipes_of_net3(tmp_path: Path) -> None:
    with read(NETWORKS / "Net3.inp", source_layer="pipes", spool_dir=tmp_path) as spool:
        source = spool.metadata
        assert (source.format, source.layer, source.feature_count, source.crs) == ("epanet", "pipes", 117, None)
        assert source.geometry_kinds == {"linestring": 117}
        row = {name: spool.column(name)[0].as_py() for name in spool.schema.names[2:]}
        assert (row["id"], row["node1"], row["node2"], row["length_ft"], row["diameter_in"]) == (
            "20",
            "3",
            "20",
            99,
            99,
        )
        assert row["flow_units"] == "GPM", "American units are said by the names of the columns"


def test_epanet_junctions_and_their_choice(tmp_path: Path) -> None:
    with read(NETWORKS / "Net3.inp", source_layer="junctions", spool_dir=tmp_path) as spool:
        assert (spool.count, spool.metadata.geometry_kinds) == (92, {"point": 92})
        assert _shapes(spool)[0].coords[0] == (9.0, 27.85)
        assert spool.column("elevation_ft")[0].as_py() == 147
    with pytest.raises(FileRefused) as several:
        read(NETWORKS / "Net3.inp", spool_dir=tmp_path)
    assert several.value.values["layers"] == "junctions, reservoirs, tanks, pipes, pumps"


SMALL = """[TITLE]
Mạng thử
[JUNCTIONS]
;ID  Elev Demand
 A   10   5   ;đầu
 B   11
[RESERVOIRS]
 R   50
[PIPES]
 P1  R A  100 200 130 0 Open ;ống chính
 P2  A B  50  100 130
[VALVES]
[TAGS]
 LINK P2 nhánh
[STATUS]
 P2 Closed
[OPTIONS]
 Units LPS
[COORDINATES]
 A 410000 1209000
 R 409900 1209000
[VERTICES]
 P1 409950 1209020
[END]
nothing here counts
"""


def test_vertices_tags_states_and_missing_places(tmp_path: Path) -> None:
    path = tmp_path / "nho.inp"
    path.write_text(SMALL, encoding="utf-8")
    with read(path, source_layer="pipes", spool_dir=tmp_path / "s") as spool:
        first, second = _shapes(spool)
        assert list(first.coords) == [(409900, 1209000), (409950, 1209020), (410000, 1209000)]
        assert second is None, "B has no coordinates"
        assert spool.column("tag").to_pylist() == [None, "nhánh"]
        assert spool.column("status").to_pylist() == ["Open", "Closed"]
        assert spool.column("description").to_pylist() == ["ống chính", None]
        assert spool.column("diameter_mm").to_pylist() == [200, 100]


def test_swmm_is_not_taken_for_epanet(tmp_path: Path) -> None:
    with read(NETWORKS / "Example1.inp", source_layer="conduits", spool_dir=tmp_path) as spool:
        assert (spool.metadata.format, spool.count) == ("swmm", 13)
        assert spool.column("section_shape")[0].as_py() == "CIRCULAR"
    with read(NETWORKS / "Example1.inp", source_layer="subcatchments", spool_dir=tmp_path) as spool:
        assert spool.metadata.geometry_kinds == {"polygon": 8}


def test_cityjson_delft(tmp_path: Path) -> None:
    with read(CITIES / "delft_1b.json", spool_dir=tmp_path) as spool:
        source = spool.metadata
        assert (source.format, source.crs_epsg, source.crs_stated, spool.count) == ("cityjson", 28992, True, 1)
        assert spool.column("height_m").to_pylist() == [6]
        assert spool.column("height_from").to_pylist() == ["measured"]
        (shape,) = _shapes(spool)
        assert shape.is_valid
        assert shape.area == pytest.approx(992.9, abs=0.1)


def test_cityjson_parts_belong_to_their_building(tmp_path: Path) -> None:
    """The Hague: a height by the model where none is measured, ground surfaces of the parts as one footprint."""
    with read(CITIES / "DH_01_subs.city.json", spool_dir=tmp_path) as spool:
        objects = json.loads((CITIES / "DH_01_subs.city.json").read_text(encoding="utf-8"))["CityObjects"].values()
        assert spool.count == sum(one["type"] == "Building" for one in objects) == 4
        assert sum(spool.column("parts").to_pylist()) == sum(one["type"] == "BuildingPart" for one in objects)
        assert set(spool.column("footprint_from").to_pylist()) == {"ground"}
        assert set(spool.column("height_from").to_pylist()) == {"model"}


def test_cityjson_sequence(tmp_path: Path) -> None:
    with read(CITIES / "lod2_buildings_as_CityJSON_features.jsonl", spool_dir=tmp_path) as spool:
        assert (spool.metadata.format, spool.count) == ("cityjson", 100)
        assert {shape.area for shape in _shapes(spool)} == {48.0}
        assert spool.column("storeys")[0].as_py() == 5


def test_the_invalid_citygml_is_read_with_a_warning(tmp_path: Path) -> None:
    with read(CITIES / "invalid_building_v3.gml", spool_dir=tmp_path) as spool:
        assert spool.metadata.remarks == {"W-FILE-27": 1}
        assert _shapes(spool)[0].equals(shapely.box(0, 0, 6, 8))
        assert spool.column("height_m").to_pylist() == [11]


def _citygml2(srs: str, points: str) -> str:
    return f"""<CityModel xmlns="http://www.opengis.net/citygml/2.0" xmlns:gml="http://www.opengis.net/gml"
 xmlns:bldg="http://www.opengis.net/citygml/building/2.0" xmlns:gen="http://www.opengis.net/citygml/generics/2.0">
 <gml:boundedBy><gml:Envelope srsName="{srs}"/></gml:boundedBy>
 <cityObjectMember><bldg:Building gml:id="B1"><gen:stringAttribute name="so_nha"><gen:value>12</gen:value></gen:stringAttribute>
 <bldg:measuredHeight uom="m">7.5</bldg:measuredHeight><bldg:storeysAboveGround>2</bldg:storeysAboveGround>
 <bldg:lod0FootPrint><gml:MultiSurface><gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing>
 <gml:posList>{points}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface>
 </bldg:lod0FootPrint></bldg:Building></cityObjectMember></CityModel>"""


@pytest.mark.parametrize(
    ("srs", "points"),
    [
        ("urn:ogc:def:crs:EPSG::5899", "1209000 410000 0 1209000 410010 0 1209010 410010 0 1209000 410000 0"),
        ("EPSG:5899", "410000 1209000 0 410010 1209000 0 410010 1209010 0 410000 1209000 0"),
        ("", "1209000 410000 0 1209000 410010 0 1209010 410010 0 1209000 410000 0"),
    ],
)
def test_citygml_2_in_either_order_of_axes(srs: str, points: str, tmp_path: Path) -> None:
    (tmp_path / "a.gml").write_text(_citygml2(srs, points), encoding="utf-8")
    with read(tmp_path / "a.gml", spool_dir=tmp_path / "s") as spool:
        assert _shapes(spool)[0].bounds == (410000, 1209000, 410010, 1209010)
        row = {name: spool.column(name)[0].as_py() for name in spool.schema.names[2:]}
        assert (row["so_nha"], row["height_m"], row["storeys"], row["footprint_from"]) == ("12", 7.5, 2, "lod0")


def test_landxml_parcels_with_a_curve(tmp_path: Path) -> None:
    with read(LANDXML, spool_dir=tmp_path) as spool:
        assert (spool.metadata.format, spool.metadata.crs_epsg, spool.count) == ("landxml", 5899, 2)
        first, second = _shapes(spool)
        assert first.equals(shapely.box(410000, 1209000, 410020, 1209030)), "northing comes first"
        assert second.area == pytest.approx(600 + math.pi * 15**2 / 2, abs=0.1), "the curve bulges to the west"
        assert spool.column("parcelType").to_pylist() == ["ODT", "CLN"]


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
CJ = '{"type":"CityJSON","version":"2.0","CityObjects":{"a":{"type":"Building","geometry":[{"type":"Solid","lod":"1",'
XML = LANDXML.read_text(encoding="utf-8")

BROKEN: list[tuple[str, str, str, str]] = [
    ("a section that isn't known", (NETWORKS / "bad_syntax.inp").read_text(), "E-FILE-22", "[FOO]"),
    ("a time that is none", (NETWORKS / "bad_times.inp").read_text(), "E-FILE-22", "line 324"),
    ("a pipe from nowhere", (NETWORKS / "bad_values.inp").read_text(), "E-FILE-22", "node1"),
    ("a storm drain from nowhere", (NETWORKS / "invalid_model.inp").read_text(), "E-FILE-22", "InvalidLink2"),
    ("a length in words", SMALL.replace("R A  100", "R A  dài"), "E-FILE-22", "length_m of P1"),
    ("a length that is not finite", SMALL.replace("R A  100", "R A  nan"), "E-FILE-22", "no number"),
    ("an id that comes twice", SMALL.replace(" B   11", " A   11"), "E-FILE-22", "A is there twice"),
    ("half a coordinate", SMALL.replace("409900 1209000", "409900"), "E-FILE-22", "no x and y"),
    ("a unit of nothing", SMALL.replace("LPS", "XYZ"), "E-FILE-22", "XYZ"),
    ("a network without anything", "[TITLE]\n[JUNCTIONS]\n[PIPES]\n[END]\n", "E-FILE-04", "no features"),
    (
        "CityJSON of a version to come",
        '{"type":"CityJSON","version":"3.0","CityObjects":{},"vertices":[]}',
        "E-FILE-22",
        "3.0",
    ),
    ("CityJSON cut off", CJ, "E-FILE-03", "JSON"),
    ("a vertex that isn't there", CJ + '"boundaries":[[[[0,1,9]]]]}]}},"vertices":[]}', "E-FILE-22", "IndexError"),
    ("vertices of two numbers", CJ + '"boundaries":[]}]}},"vertices":[[1,2]]}', "E-FILE-22", "ValueError"),
    (
        "CityJSON without buildings",
        '{"type":"CityJSON","version":"1.1","CityObjects":{},"vertices":[]}',
        "E-FILE-04",
        "no",
    ),
    ("CityGML with entities", BOMB + _citygml2("", "0 0 0 1 0 0 1 1 0 0 0 0"), "E-FILE-16", "entities"),
    ("CityGML cut off", _citygml2("", "0 0 0 1 0 0 1 1 0 0 0 0")[:-40], "E-FILE-03", "XML"),
    ("CityGML with half a point", _citygml2("", "0 0 0 1 0"), "E-FILE-03", "points"),
    ("CityGML with words for numbers", _citygml2("", "a b c"), "E-FILE-03", "XML"),
    ("LandXML with entities", XML.replace("<LandXML", BOMB + "<LandXML", 1), "E-FILE-16", "entities"),
    ("LandXML cut off", XML[: len(XML) // 2], "E-FILE-03", "XML"),
    ("LandXML with a point that isn't there", XML.replace('pntRef="4"', 'pntRef="9"'), "E-FILE-22", "no point 9"),
    ("LandXML in feet", XML.replace('linearUnit="meter"', 'linearUnit="foot"'), "E-FILE-22", "foot"),
    ("LandXML with a point that isn't finite", XML.replace("1209030.000 410000.000", "inf 1"), "E-FILE-03", "no point"),
    ("LandXML without parcels", XML[: XML.index("<Parcels>")] + "</LandXML>", "E-FILE-04", "no features"),
]


@pytest.mark.parametrize(("text", "code", "word"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_refused(text: str, code: str, word: str, tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    path = tmp_path / "d" / "tep"
    path.write_text(text, encoding="utf-8")
    layer = "pipes" if text.startswith("[TITLE]\nM") else None
    with pytest.raises(FileRefused) as refused:
        read(path, source_layer=layer, spool_dir=tmp_path / "s")
    assert refused.value.code == code
    assert word in str(refused.value)
    assert not list((tmp_path / "s").iterdir())
    assert [one.name for one in path.parent.iterdir()] == ["tep"]


def _samples() -> dict[str, Callable[[], bytes]]:
    forms = DATA / "forms"
    files = [NETWORKS / "Net3.inp", NETWORKS / "Example1.inp", CITIES / "delft_1b.json", LANDXML]
    files += [CITIES / "invalid_building_v3.gml", forms / "Template_PL3.xlsx"]
    return {file.name: file.read_bytes for file in files}


@pytest.mark.long
@pytest.mark.parametrize("name", list(_samples()))
def test_mutated_bytes_never_crash_a_reader(name: str, tmp_path: Path) -> None:
    """Sixty damaged copies of each: read, or refused with a code; never a crash, never a leftover."""
    import random

    whole = _samples()[name]()
    chance = random.Random(20261125)  # noqa: S311  the same damage every time, no secret
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 20))):
            at = chance.randrange(len(data))
            length = chance.choice((1, 1, 4, 60))
            way = chance.randrange(3)
            if way == 0:
                data[at : at + length] = chance.randbytes(length)
            elif way == 1:
                del data[at : at + length]
            else:
                data[at:at] = data[at : at + length]
        path = tmp_path / "tep"
        path.write_bytes(data)
        try:
            with read(path, source_layer=chance.choice((None, "pipes", "Sheet1")), spool_dir=tmp_path / "s") as spool:
                assert spool.count > 0
        except FileRefused as refused:
            assert "crash" not in str(refused), refused
        assert not list((tmp_path / "s").iterdir())


def test_a_reason_is_said_in_the_language_of_its_reader(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        read(NETWORKS / "bad_values.inp", source_layer="pipes", spool_dir=tmp_path)
    assert "line " in refused.value.sentence("en")
    assert "dòng " in refused.value.sentence("vi")
    assert "line " not in refused.value.sentence("vi")
