"""What changes presets. Each service is one action in one transaction."""

from layers.imports.services.remove_preset import remove_preset
from layers.imports.services.save_preset import save_preset

__all__ = ["remove_preset", "save_preset"]
