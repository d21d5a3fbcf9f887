"""What is found for a line of text; returns dataclasses and changes nothing."""

from layers.search.queries.find import find

__all__ = ["find"]
