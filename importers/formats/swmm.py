"""SWMM 5 storm-water networks (.inp): nodes, links and subcatchments, a layer a kind. No coordinate system is stated.

Lengths are in metres, or with the American flow units in feet; the columns' names say which.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from importers.formats import inp_sections as inp
from importers.formats.content import head
from importers.formats.inp_network import Kind, Model, network_format

_OWN = frozenset(map(inp.key, ("CONDUITS", "OUTFALLS", "SUBCATCHMENTS", "RAINGAGES", "XSECTIONS", "SUBAREAS")))
_SECTIONS = frozenset(
    inp.key(name)
    for name in re.findall(
        r"\w+",
        "TITLE OPTIONS REPORT FILES RAINGAGES EVAPORATION TEMPERATURE ADJUSTMENTS SUBCATCHMENTS SUBAREAS "
        "INFILTRATION LID_CONTROLS LID_USAGE AQUIFERS GROUNDWATER GWF SNOWPACKS JUNCTIONS OUTFALLS DIVIDERS "
        "STORAGE CONDUITS PUMPS ORIFICES WEIRS OUTLETS XSECTIONS TRANSECTS STREETS INLETS INLET_USAGE LOSSES "
        "CONTROLS POLLUTANTS LANDUSES COVERAGES LOADINGS BUILDUP WASHOFF TREATMENT INFLOWS DWF RDII "
        "HYDROGRAPHS CURVES TIMESERIES PATTERNS MAP COORDINATES VERTICES POLYGONS SYMBOLS LABELS BACKDROP "
        "TAGS PROFILES EVENTS",
    )
)
_AMERICAN = frozenset({"CFS", "GPM", "MGD"})


def recognises(path: Path) -> bool:
    """Text that begins with a section and has one that only SWMM has."""
    return inp.begins_with_section(head(path)) and bool(inp.section_names(path) & _OWN)


def _model(path: Path) -> tuple[Model, list[str], str | None]:
    """The sound model, its title lines, and the hint of its encoding."""
    text, hint = inp.text_of(path)
    lines = inp.sections(path, text, _SECTIONS)
    options = {line.words[0].upper(): line.words[-1] for line in lines.get("OPTI", [])}
    units = options.get("FLOW_UNITS", "CFS").upper()
    model = Model(path, lines, _kinds(units in _AMERICAN), _added(lines), {"flow_units": units})
    model.check()
    return model, [" ".join(line.words) for line in lines.get("TITL", [])], hint


def _kinds(american: bool) -> Mapping[str, Kind]:
    m, ha = ("ft", "ac") if american else ("m", "ha")
    area = ("rain_gage", "outlet", f"area_{ha}!", "impervious_percent?", f"width_{m}?", "slope_percent?")
    return {
        "junctions": Kind("JUNCTIONS", "point", (f"invert_{m}!", f"maximum_depth_{m}?", f"initial_depth_{m}?")),
        "outfalls": Kind("OUTFALLS", "point", (f"invert_{m}!", "kind"), rest="parameters"),
        "dividers": Kind("DIVIDERS", "point", (f"invert_{m}!",), rest="parameters"),
        "storages": Kind("STORAGE", "point", (f"invert_{m}!", f"maximum_depth_{m}?"), rest="parameters"),
        "conduits": Kind("CONDUITS", "line", (f"length_{m}!", "roughness!", f"in_offset_{m}?", f"out_offset_{m}?")),
        "pumps": Kind("PUMPS", "line", ("curve", "status")),
        "orifices": Kind("ORIFICES", "line", ("kind",), rest="parameters"),
        "weirs": Kind("WEIRS", "line", ("kind",), rest="parameters"),
        "outlets": Kind("OUTLETS", "line", (), rest="parameters"),
        "subcatchments": Kind("SUBCATCHMENTS", "polygon", area),
    }


def _added(lines: Mapping[str, list[inp.Line]]) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The form of a conduit's section and its first measure (height or diameter)."""
    sections = [line.words for line in lines.get(inp.key("XSECTIONS"), []) if len(line.words) > 2]
    return {
        "conduits": {
            "section_shape": {words[0]: words[1] for words in sections},
            "section_height": {words[0]: words[2] for words in sections},
        }
    }


FORMAT = network_format("swmm", "SWMM", recognises, _model)
