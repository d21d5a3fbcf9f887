"""What the sign-in pages ask of settings and of the session."""

from django import template
from django.conf import settings
from django.http import Http404
from django.template import RequestContext

from layers.access.queries import grants_of, is_staff, rights_on_product
from layers.access.rights import Right
from layers.accounts.queries import NextStep, next_step
from web.clients_reach import reach_of

register = template.Library()


@register.simple_tag
def sends_mail() -> bool:
    """Whether a mail server is set up."""
    return bool(settings.EMAIL_HOST)


@register.simple_tag(takes_context=True)
def product_rights(context: RequestContext) -> set[str]:
    """Which pages beside their own somebody has: the rights on the product they hold, `import` and `keys`."""
    request = context["request"]
    found = {str(right) for right in rights_on_product(request.user.pk)}
    if any(grant.right is Right.IMPORT for grant in grants_of(request.user.pk)):
        found.add(str(Right.IMPORT))
    try:
        reach_of(request)
    except Http404:
        return found
    return found | {"keys"}


@register.simple_tag(takes_context=True)
def must_enrol(context: RequestContext) -> bool:
    """Whether this person can do nothing before they have a second factor."""
    user = context["request"].user
    return next_step(user, staff=is_staff(user.pk), proved=False) == NextStep.ENROL
