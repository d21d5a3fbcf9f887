"""What changes code lists. Each service is one action in one transaction and raises the version that caches ask for."""

from layers.codes.services.end_code import end_code
from layers.codes.services.import_list import CodeChange, ListChanges, import_list
from layers.codes.services.load_shipped import load_shipped_lists

__all__ = ["CodeChange", "ListChanges", "end_code", "import_list", "load_shipped_lists"]
