"""OAuth2 for programs (client credentials, RFC 6749 section 4.4), on oauthlib's server."""

from layers.api_clients.oauth.server import Answer, give_token, introspect, revoke_token
from layers.api_clients.oauth.validator import FROM

__all__ = ["FROM", "Answer", "give_token", "introspect", "revoke_token"]
