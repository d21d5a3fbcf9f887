"""What is read of presets; returns dataclasses and changes nothing."""

from layers.imports.queries.presets import fitting_preset, list_presets, preset_named, shown_preset

__all__ = ["fitting_preset", "list_presets", "preset_named", "shown_preset"]
