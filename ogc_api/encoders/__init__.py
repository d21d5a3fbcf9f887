"""The encodings of features. Adding one = one file and one line here."""

from ogc_api.encoders.csv_table import CSV
from ogc_api.encoders.encoding import Encoding, Features
from ogc_api.encoders.flatgeobuf import FLATGEOBUF
from ogc_api.encoders.geopackage import GEOPACKAGE
from ogc_api.encoders.json_fg import CLASSES, JSON_FG
from ogc_api.encoders.json_texts import GEOJSON, NDJSON, SEQUENCE

__all__ = ["CLASSES", "ENCLOSED", "ENCODINGS", "GEOJSON", "Encoding", "Features"]

ENCODINGS: dict[str, Encoding] = {
    one.name: one for one in (GEOJSON, GEOPACKAGE, FLATGEOBUF, CSV, JSON_FG, NDJSON, SEQUENCE)
}
"""By what `f=` says, in the order in which they are shown."""
ENCLOSED = (GEOJSON, GEOPACKAGE, FLATGEOBUF, CSV)
"""Those to which a collection links as a whole (Features Part 1, 7.15.1: relation `enclosure`)."""
