"""What the sign-in pages ask of settings and of the session."""

from django import template
from django.conf import settings
from django.template import RequestContext

from layers.access.queries import is_staff
from layers.accounts.queries import NextStep, next_step

register = template.Library()


@register.simple_tag
def sends_mail() -> bool:
    """Whether a mail server is set up."""
    return bool(settings.EMAIL_HOST)


@register.simple_tag(takes_context=True)
def must_enrol(context: RequestContext) -> bool:
    """Whether this person can do nothing before they have a second factor."""
    user = context["request"].user
    return next_step(user, staff=is_staff(user.pk), proved=False) == NextStep.ENROL
