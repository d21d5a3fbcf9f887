"""Single sign-on: whom the configured OpenID Connect server vouches for, and to whose account that leads.

django-allauth speaks OAuth 2 with state and PKCE. What OpenID Connect Core 1.0, section 3.1.3.7, asks beyond that is
checked here: signature, issuer, audience and nonce of the id token, always; and that the user information is about the
same subject (5.3.2).
"""

import hmac
from typing import Any

import jwt
from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest

from layers.accounts.models import User
from layers.accounts.services.link_subject import PROVIDER

SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
"""Only what a key pair signs: a token that claims another way isn't looked at."""


class OidcAdapter(DefaultSocialAccountAdapter):
    """Leads to accounts that administrators have made, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """The account with an address that the server has verified, where no other subject is tied to it yet.

        An address that was given to somebody new must not open the account of who had it before.
        """
        claims = sociallogin.account.extra_data
        told = claims.get("userinfo") or claims.get("id_token") or {}
        email = told.get("email")
        if not isinstance(email, str) or told.get("email_verified") is not True:
            return None
        address = (
            EmailAddress.objects.filter(email__iexact=email, verified=True, user__kind="person", user__is_active=True)
            .select_related("user")
            .first()
        )
        if address is None or SocialAccount.objects.filter(user=address.user, provider=PROVIDER).exists():
            return None
        return address.user, address.email


class StrictOidc(OpenIDConnectOAuth2Adapter):
    """One exchange with the server. `expected` is the state that was kept when it began."""

    expected: dict[str, Any]

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the server says of itself, if it is the one that was configured."""
        found: dict[str, Any] = super().openid_config
        if str(found.get("issuer", "")).rstrip("/") != settings.OIDC_ISSUER:
            raise OAuth2Error("The discovery document is another issuer's")
        return found

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **values: Any) -> SocialLogin:
        claims = self._claims(app, values["response"].get("id_token"))
        told = self._fetch_user_info(token.token)
        if told.get("sub") != claims.get("sub"):
            raise OAuth2Error("The user information is about somebody else")
        if shows_second_factor(claims):
            request.second_factor_shown = True  # type: ignore[attr-defined]
        return self.get_provider().sociallogin_from_response(request, {"userinfo": told, "id_token": claims})

    def _claims(self, app: SocialApp, id_token: object) -> dict[str, Any]:
        if not isinstance(id_token, str):
            raise OAuth2Error("There is no id token")
        try:
            if jwt.get_unverified_header(id_token).get("alg") not in SIGNED_BY:
                raise OAuth2Error("The id token isn't signed by a key pair")
            claims: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
                verify_signature=True,
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("The id token can't be read") from error
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("The id token was made for another client")
        nonce = (self.expected.get("data") or {}).get("nonce", "")
        if not nonce or not hmac.compare_digest(str(claims.get("nonce", "")), nonce):
            raise OAuth2Error("The id token answers another request")
        return claims


def shows_second_factor(claims: dict[str, Any]) -> bool:
    """Whether the server says (`amr`, RFC 8176, or `acr`) that a second factor was shown, in a way that is trusted."""
    methods = claims.get("amr")
    told = {one for one in methods if isinstance(one, str)} if isinstance(methods, list) else set()
    if isinstance(claims.get("acr"), str):
        told.add(claims["acr"])
    return bool(told & settings.OIDC_TRUSTED_METHODS)
