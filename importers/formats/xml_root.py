"""The outermost element of an XML document, read without ever taking a document type or an entity.

Entities can name files and addresses (XXE) or unfold to gigabytes (billion laughs). No exchange format needs them, so
a document that declares a type is refused before any other program sees it. A type can only be declared before the
outermost element, so that is how far it is read.
"""

from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, iterparse

from gis.errors import FileRefused
from importers.formats.content import head, is_web_page
from importers.formats.contract import damaged

_CHUNK = 1 << 20
_BEGINNINGS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Root:
    """Name and namespace of the outermost element, and all namespaces that it declares."""

    name: str
    namespace: str
    declared: frozenset[str]


def root_of(path: Path) -> Root | None:
    """The outermost element, None where the file isn't XML. Raises FileRefused E-FILE-16: it declares a type."""
    data = head(path, 4_096)
    if not data.lstrip().startswith(_BEGINNINGS) or is_web_page(data):
        return None
    declared = set()
    try:
        for event, item in iterparse(str(path), events=("start-ns", "start"), forbid_dtd=True):
            if event == "start-ns":
                declared.add(str(item[1]))
                continue
            namespace, _, name = str(item.tag).rpartition("}")
            return Root(name, namespace.removeprefix("{"), frozenset(declared))
    except DefusedXmlException as error:
        raise FileRefused("E-FILE-16", name=path.name) from error
    except (ParseError, ValueError, LookupError):
        return None
    return None


def refuse_broken(path: Path) -> None:
    """E-FILE-03 where the document isn't well-formed to its end: GDAL gives what came before, or nothing, without a
    word. Expat alone, with nothing to call, is quick.
    """
    checking = DefusedXMLParser(target=object(), forbid_dtd=True)
    checking.parser.DefaultHandlerExpand = None
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                checking.feed(chunk)
        checking.close()
    except DefusedXmlException as error:
        raise FileRefused("E-FILE-16", name=path.name) from error
    except (ParseError, ValueError, LookupError) as error:
        raise damaged(path, f"the XML text is broken: {error}", f"văn bản XML bị hỏng: {error}") from error
