"""Figures as they are read: 10.991 in Vietnamese, 10,991 in English."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def figure(number: int) -> str:
    """A whole number in groups of three, as the language writes them."""
    return number_format(number, decimal_pos=0, force_grouping=True)
