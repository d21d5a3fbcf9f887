"""What changes how layers are checked."""

from layers.checks.services.set_severity import set_severity

__all__ = ["set_severity"]
