"""How documents are shown on pages."""

import json
from typing import Any

from django import template

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """The document, indented for reading."""
    return json.dumps(value, ensure_ascii=False, indent=2)
