"""OAuth2 over HTTP: `/oauth/token`, `/oauth/revoke`, `/oauth/introspect`, and where they are (RFC 8414)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from layers.api_clients.oauth import FROM, Answer, give_token, introspect, revoke_token
from layers.api_clients.queries import scopes_that_can_be_given
from web.acting import address_of

MOST_BYTES = 16_384
FORM = "application/x-www-form-urlencoded"
Ask = Callable[[str, str, dict[str, str]], Answer]


@require_POST
def token(request: HttpRequest) -> HttpResponse:
    return _asked(request, give_token)


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    return _asked(request, revoke_token)


@require_POST
def token_state(request: HttpRequest) -> HttpResponse:
    return _asked(request, introspect)


@require_safe
def metadata(request: HttpRequest) -> HttpResponse:
    """RFC 8414. Nothing is signed, so there are no keys to publish."""
    ways = ["client_secret_basic", "client_secret_post"]
    return JsonResponse(
        {
            "issuer": request.build_absolute_uri(reverse("web:map")).rstrip("/"),
            "token_endpoint": request.build_absolute_uri(reverse("web:oauth-token")),
            "token_endpoint_auth_methods_supported": ways,
            "revocation_endpoint": request.build_absolute_uri(reverse("web:oauth-revoke")),
            "revocation_endpoint_auth_methods_supported": ways,
            "introspection_endpoint": request.build_absolute_uri(reverse("web:oauth-introspect")),
            "introspection_endpoint_auth_methods_supported": ways,
            "grant_types_supported": ["client_credentials"],
            "response_types_supported": [],
            "scopes_supported": [str(scope) for scope in scopes_that_can_be_given()],
        }
    )


def _asked(request: HttpRequest, ask: Ask) -> HttpResponse:
    """Hand the form to oauthlib. What isn't a form of text, or is too long, is a form with nothing in it."""
    is_form = request.content_type == FORM and int(request.META.get("CONTENT_LENGTH") or 0) <= MOST_BYTES
    try:
        body = request.body.decode() if is_form else ""
    except UnicodeDecodeError:
        body = ""
    headers = {
        "Content-Type": FORM,
        "Authorization": request.headers.get("Authorization", ""),
        FROM: address_of(request),
    }
    answer = ask(request.build_absolute_uri(request.path), body, headers)
    response = HttpResponse(answer.body, status=answer.status, content_type="application/json")
    for name, value in answer.headers.items():
        response[name] = value
    response["Cache-Control"] = "no-store"
    return response
