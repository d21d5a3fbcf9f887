"""The kinds of sources, in the order in which an address is put to them. Adding one is adding a line."""

from importers.sources import local, ogc_features, postgis, url, wfs
from importers.sources.contract import SourceKind, SourceRefused, shown

KINDS: tuple[SourceKind, ...] = (postgis.KIND, ogc_features.KIND, wfs.KIND, url.KIND, local.KIND)


def kind_of(text: str) -> SourceKind:
    """Raises SourceRefused: E-SOURCE-02 for an address of another scheme."""
    for kind in KINDS:
        if kind.recognises(text):
            return kind
    raise SourceRefused("E-SOURCE-02", source=shown(text), reason="only http, https and postgresql can be asked")
