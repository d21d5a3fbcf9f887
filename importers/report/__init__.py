"""What an import found, feature by feature, as documents: a page with a map, JSON, CSV, and the rejected features.

A report is an exit as any other: its material is kept with the run, and each document is made for whoever opens it.
`gathering`, which stands in the middle of an import, is not loaded with the rest.
"""

from importers.report.documents import write_documents
from importers.report.keeping import keep
from importers.report.material import Material
from importers.report.opening import open_report

__all__ = ["Material", "keep", "open_report", "write_documents"]
