"""EPANET 2.2 water networks (.inp): junctions, reservoirs, tanks, pipes, pumps and valves, each a layer.

Lengths and diameters are in metres and millimetres, or with the American flow units in feet and inches; the columns'
names say which. A model states no coordinate system.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from importers.formats import inp_sections as inp
from importers.formats.content import head
from importers.formats.inp_network import Kind, Model, network_format

SECTIONS = frozenset(
    re.findall(
        r"\w+",
        "TITL JUNC RESE TANK PIPE PUMP VALV EMIT CURV PATT ENER STAT CONT RULE DEMA QUAL REAC SOUR MIXI OPTI "
        "TIME REPO COOR VERT LABE BACK TAGS LEAK ROUG END",
    )
)
_OF_SWMM = frozenset(map(inp.key, ("CONDUITS", "OUTFALLS", "SUBCATCHMENTS", "RAINGAGES", "XSECTIONS", "SUBAREAS")))
_AMERICAN = frozenset({"CFS", "GPM", "MGD", "IMGD", "AFD"})
_FLOW_UNITS = _AMERICAN | {"LPS", "LPM", "MLD", "CMH", "CMD", "CMS"}
_TIME = re.compile(r"\d+(\.\d*)?|\.\d+|\d+:\d{1,2}(:\d{1,2})?")
_TIME_UNITS = frozenset({"SEC", "MIN", "HOU", "DAY", "AM", "PM"})
_STATISTICS = "STAT"


def recognises(path: Path) -> bool:
    """Text that begins with a section, has junctions, pipes or reservoirs, and nothing that only SWMM has."""
    if not inp.begins_with_section(head(path)):
        return False
    names = inp.section_names(path)
    return bool(names & {"JUNC", "PIPE", "RESE"}) and not names & _OF_SWMM


def _model(path: Path) -> tuple[Model, list[str], str | None]:
    """The sound model, its title lines, and the hint of its encoding."""
    text, hint = inp.text_of(path)
    lines = inp.sections(path, text, SECTIONS)
    options = {line.words[0].upper(): line.words[-1] for line in lines.get("OPTI", [])}
    units = options.get("UNITS", "GPM").upper()
    if units not in _FLOW_UNITS:
        said = f"[OPTIONS]: {units[:20]} không phải đơn vị lưu lượng"
        raise inp.broken(path, f"[OPTIONS]: {units[:20]} is no unit of flow", said)
    _check_times(path, lines.get("TIME", []))
    american = units in _AMERICAN
    constants = {"flow_units": units, "head_loss": options.get("HEADLOSS", "H-W").upper()}
    model = Model(path, lines, _kinds(american), _added(lines), constants)
    model.check()
    return model, [" ".join(line.words) for line in lines.get("TITL", [])], hint


def _kinds(american: bool) -> Mapping[str, Kind]:
    m, mm, m3 = ("ft", "in", "ft3") if american else ("m", "mm", "m3")
    tank = (f"elevation_{m}!", f"initial_level_{m}?", f"minimum_level_{m}?", f"maximum_level_{m}?", f"diameter_{m}?",
            f"minimum_volume_{m3}?", "volume_curve", "overflow")  # fmt: skip
    pipe = (f"length_{m}!", f"diameter_{mm}!", "roughness!", "minor_loss?", "status")
    return {
        "junctions": Kind("JUNCTIONS", "point", (f"elevation_{m}!", "demand?", "pattern")),
        "reservoirs": Kind("RESERVOIRS", "point", (f"head_{m}!", "pattern")),
        "tanks": Kind("TANKS", "point", tank),
        "pipes": Kind("PIPES", "line", pipe),
        "pumps": Kind("PUMPS", "line", (), rest="parameters"),
        "valves": Kind("VALVES", "line", (f"diameter_{mm}!", "kind", "setting", "minor_loss?")),
    }


def _added(lines: Mapping[str, list[inp.Line]]) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Tags, and the initial status of a link where [STATUS] says it."""
    tags: dict[str, dict[str, str]] = {"NODE": {}, "LINK": {}}
    for line in lines.get("TAGS", []):
        if len(line.words) > 2 and line.words[0].upper() in tags:
            tags[line.words[0].upper()][line.words[1]] = " ".join(line.words[2:])
    status = {line.words[0]: line.words[1] for line in lines.get("STAT", []) if len(line.words) > 1}
    nodes, links = {"tag": tags["NODE"]}, {"tag": tags["LINK"], "status": status}
    return {
        **dict.fromkeys(("junctions", "reservoirs", "tanks"), nodes),
        **dict.fromkeys(("pipes", "pumps", "valves"), links),
    }


def _check_times(path: Path, lines: list[inp.Line]) -> None:
    """EPANET itself refuses a model with a time that is none; so it is no whole delivery."""
    for line in lines:
        if line.words[0].upper().startswith(_STATISTICS):
            continue
        words = line.words[:-1] if line.words[-1].upper()[:3] in _TIME_UNITS else line.words
        if len(words) < 2 or not _TIME.fullmatch(words[-1]):
            said = words[-1][:40]
            raise inp.broken_at(path, line.number, "TIMES", f"{said} is no time", f"{said} không phải thời gian")


FORMAT = network_format("epanet", "EPANET", recognises, _model)
