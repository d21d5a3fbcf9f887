"""What changes administrative units: reforms, previewed and applied."""

from layers.administration.services.apply_reform import AppliedReform, apply_reform
from layers.administration.services.preview_reform import preview_reform

__all__ = ["AppliedReform", "apply_reform", "preview_reform"]
