"""What makes the layers of the exchange model, and writes them as its files."""

from layers.planning.services.create_model import ModelLayers, create_model
from layers.planning.services.export_model import ExportedDatabase, export_model

__all__ = ["ExportedDatabase", "ModelLayers", "create_model", "export_model"]
