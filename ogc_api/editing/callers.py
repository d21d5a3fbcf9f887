"""Who may change a layer's features, asked before anything of what they send is read."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from layers.access.requests import view_of
from layers.access.rights import Right
from layers.access.view import View
from layers.accounts.errors import SignInRefused


def editor_of(request: HttpRequest, layer: str) -> View:
    """The view of somebody who may edit features of the layer, or of some communes' in it.

    Raises:
        NotFound: E-LAYER-05 where they may know of no such layer. SignInRefused: E-EDIT-01 nobody is signed in.
            NotAllowed: E-ACCESS-01.
    """
    view = view_of(request)
    view.layer(layer)
    demand_account(request)
    view.demand(Right.EDIT, layer)
    return view


def demand_account(request: HttpRequest) -> None:
    """Whoever writes is known, whatever the public may do.

    Raises:
        SignInRefused: E-EDIT-01.
    """
    if not request.user.is_authenticated:
        raise SignInRefused("E-EDIT-01")


def demand_own_page(request: HttpRequest) -> None:
    """Where a browser's session says who asks, any page on the web could have made the browser ask: a token that only
    our pages know has to come with it (`X-CSRFToken`). No browser sends a key or an access token by itself.

    Call it once the content type is known to be no form's, in which Django would look for the token.

    Raises:
        SignInRefused: E-ACCOUNT-15.
    """
    if CsrfViewMiddleware(_answered).process_view(request, _answered, (), {}) is not None:
        raise SignInRefused("E-ACCOUNT-15")


def _answered(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
