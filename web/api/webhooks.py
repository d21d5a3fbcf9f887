"""`/api/webhooks`: addresses that are told of changes. Reference: docs/reference/api-webhooks.md."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gis.errors import InvalidRequest
from layers.access.errors import NotAllowed
from layers.access.requests import view_of
from layers.webhooks.queries import WebhookFacts, get_webhook, list_webhooks
from layers.webhooks.services import add_webhook, remove_webhook, start_webhook
from web.api.uploads import answer

MOST_BYTES = 10_000


@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    """One's own and those of layers that one administers; or a new one, whose secret is in the answer this once.

    Raises:
        NotAllowed: E-FEED-08 nobody is signed in. InvalidRequest: E-FEED-09, and as `add_webhook`.
    """
    account = _account(request)
    if request.method != "POST":
        found = list_webhooks(view_of(request), account)
        return answer(JsonResponse({"webhooks": [document(one) for one in found]}))
    layer, url = _asked(request)
    added = add_webhook(layer, url, account=account, limit=getattr(request, "right_limit", None))
    made = document(get_webhook(str(added.id), view_of(request), account))
    response = JsonResponse({**made, "secret": added.secret}, status=201)
    response["Location"] = made["links"]["self"]
    return answer(response)


@require_http_methods(["GET", "HEAD", "DELETE"])
def webhook(request: HttpRequest, webhook_id: str) -> HttpResponse:
    """One, or its end. Raises NotAllowed: E-FEED-08. NotFound: E-FEED-07."""
    account = _account(request)
    if request.method == "DELETE":
        remove_webhook(webhook_id, by=view_of(request), account=account)
        return HttpResponse(status=204)
    return answer(JsonResponse(document(get_webhook(webhook_id, view_of(request), account))))


@require_POST
def start(request: HttpRequest, webhook_id: str) -> HttpResponse:
    """Let a stopped one go on. Raises NotAllowed: E-FEED-08. NotFound: E-FEED-07."""
    account = _account(request)
    start_webhook(webhook_id, by=view_of(request), account=account)
    return answer(JsonResponse(document(get_webhook(webhook_id, view_of(request), account))))


def document(one: WebhookFacts) -> dict[str, Any]:
    """A webhook with its links."""
    return {**one.as_json(), "links": {"self": reverse("web:webhook", args=[one.id])}}


def _account(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        raise NotAllowed("E-FEED-08")
    return int(request.user.pk)


def _asked(request: HttpRequest) -> tuple[str, str]:
    try:
        body = json.loads(request.read(MOST_BYTES))
    except ValueError as error:
        raise InvalidRequest("E-FEED-09", reason=str(error)[:100]) from None
    if not isinstance(body, dict):
        raise InvalidRequest("E-FEED-09", reason="it is no object", reason_vi="không phải đối tượng")
    for name in ("layer", "url"):
        if not isinstance(body.get(name), str):
            raise InvalidRequest("E-FEED-09", reason=name)
    return body["layer"], body["url"]
