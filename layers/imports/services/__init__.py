"""What changes presets. Each service is one action in one transaction."""

from layers.imports.services.note_use import note_use
from layers.imports.services.remove_preset import remove_preset
from layers.imports.services.rename_preset import rename_preset
from layers.imports.services.save_preset import save_preset

__all__ = ["note_use", "remove_preset", "rename_preset", "save_preset"]
