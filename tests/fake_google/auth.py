"""Signing in: the token, revocation and consent endpoints, Workload Identity Federation, and who a token is.

Times in tokens that clients make themselves (a JWT's `iat` and `exp`) and that they compare themselves (an
`expireTime`) are those of the computer, since google-auth reads no other clock; `Tokens.clock_error` moves them.
Everything else, such as the seven days of a refresh token, goes by the server's clock.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.fake_google.drive_model import CLOUD, Account, Identity
from tests.fake_google.tokens import HOUR, Client, Code, Refresh, unpad64
from tests.fake_google.wire import JSON, Answer, Request

if TYPE_CHECKING:
    from tests.fake_google.state import State

JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
EXCHANGE_GRANT = "urn:ietf:params:oauth:grant-type:token-exchange"
ACCESS_TYPE = "urn:ietf:params:oauth:token-type:access_token"
IMPERSONATE = "/v1/projects/-/serviceAccounts/"
SKEW = 300  # seconds that a JWT's times may be off
LONGEST = 3600
CODE_SECONDS = 600
SHORT_LIVED = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp "
    "values in the JWT claim."
)
HTML = "text/html; charset=utf-8"


class Refused(Exception):
    """The endpoint says no in OAuth's words."""

    def __init__(self, error: str, description: str = "", status: int = 400) -> None:
        super().__init__(f"{error}: {description}")
        self.answer = Answer(
            {"error": error} | ({"error_description": description} if description else {}), status, JSON
        )


def is_token_path(path: str) -> bool:
    return path in ROUTES or path.startswith(IMPERSONATE)


def handle(state: State, request: Request) -> Answer | None:
    """The answer of a sign-in endpoint, None for any other path."""
    try:
        if request.path.startswith(IMPERSONATE):
            return impersonate(state, request)
        handler = ROUTES.get(request.path)
        return handler(state, request) if handler else None
    except Refused as refused:
        return refused.answer


def form(request: Request) -> dict[str, str]:
    """The parameters of the body, form or JSON, and those of the query; a client may also name itself in a header."""
    found = {name: values[-1] for name, values in request.params.items()} | _basic(request)
    if isinstance(request.body, dict):
        return found | {str(name): str(value) for name, value in request.body.items()}
    posted = parse_qs(request.raw.decode("utf-8", "replace"), keep_blank_values=True)
    return found | {name: values[-1] for name, values in posted.items()}


def _basic(request: Request) -> dict[str, str]:
    """The client's id and secret from HTTP Basic authentication."""
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        name, _, secret = base64.b64decode(text).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": unquote(name), "client_secret": unquote(secret)}


def computer_time(state: State) -> float:
    """The time that google-auth compares with, moved by the error that a test has set."""
    return time.time() + state.tokens.clock_error


def token(state: State, request: Request) -> Answer:
    """An access token for whatever the grant proves."""
    given = form(request)
    grants: dict[str, Callable[[State, dict[str, str]], dict[str, Any]]] = {
        JWT_GRANT: _by_assertion,
        "refresh_token": _by_refresh_token,
        "authorization_code": _by_code,
        EXCHANGE_GRANT: _by_federation,
    }
    kind = given.get("grant_type", "")
    if kind not in grants:
        raise Refused("unsupported_grant_type", f"Invalid grant_type: {kind}")
    return Answer(grants[kind](state, given))


def _by_assertion(state: State, given: dict[str, str]) -> dict[str, Any]:
    """A service account's signed claim."""
    try:
        head, body, signature = given.get("assertion", "").split(".")
        claims: dict[str, Any] = json.loads(unpad64(body))
        proof = unpad64(signature)
    except ValueError:
        raise Refused("invalid_grant", "Bad Request") from None
    account = state.users.get(str(claims.get("iss")))
    if account is None or account.email not in state.tokens.keys:
        raise Refused("invalid_grant", "Invalid grant: account not found")
    if not any(_signed(key.public_pem, f"{head}.{body}", proof) for key in state.tokens.keys[account.email]):
        raise Refused("invalid_grant", "Invalid JWT Signature.")
    _check_claims(state, claims)
    scopes = frozenset(str(claims.get("scope", "")).split())
    if not scopes:
        raise Refused("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
    subject = claims.get("sub")
    if subject and subject != account.email:
        account = _delegate(state, account, str(subject))
    return _granted(state.tokens.issue(Identity(account, scopes, _project(state, str(claims["iss"])))))


def _signed(public_pem: bytes, text: str, proof: bytes) -> bool:
    """The text bears the signature of the key."""
    key = serialization.load_pem_public_key(public_pem)
    if not isinstance(key, rsa.RSAPublicKey):
        return False
    try:
        key.verify(proof, text.encode(), padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def _check_claims(state: State, claims: dict[str, Any]) -> None:
    """The claim is meant for this endpoint, and for now."""
    path = urlsplit(str(claims.get("aud", ""))).path
    if path not in {"/token", "/oauth2/v4/token", "/o/oauth2/token"}:
        description = "Invalid JWT: Failed audience check. The right audience is https://oauth2.googleapis.com/token"
        raise Refused("invalid_grant", description)
    try:
        issued, expires = float(claims["iat"]), float(claims["exp"])
    except (KeyError, TypeError, ValueError):
        raise Refused("invalid_grant", SHORT_LIVED) from None
    now = computer_time(state)
    if issued > now + SKEW or expires < now - SKEW or not 0 < expires - issued <= LONGEST:
        raise Refused("invalid_grant", SHORT_LIVED)


def _delegate(state: State, account: Account, subject: str) -> Account:
    """The user whom the service account may act for."""
    if account.email not in state.tokens.delegates or subject not in state.users:
        description = (
            "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of "
            "the scopes requested."
        )
        raise Refused("unauthorized_client", description, 401)
    return state.users[subject]


def _project(state: State, email: str) -> str:
    return state.users[email].project


def _granted(access: str, **more: Any) -> dict[str, Any]:
    return {"access_token": access, "expires_in": HOUR, **more, "token_type": "Bearer"}


def _client(state: State, given: dict[str, str]) -> Client:
    """The client that asks, by its id and secret."""
    client = state.tokens.clients.get(given.get("client_id", ""))
    if client is None:
        raise Refused("invalid_client", "The OAuth client was not found.", 401)
    if given.get("client_secret") != client.secret:
        raise Refused("invalid_client", "The provided client secret is invalid.", 401)
    return client


def _by_refresh_token(state: State, given: dict[str, str]) -> dict[str, Any]:
    """A fresh access token, as long as the grant lives."""
    client = _client(state, given)
    held = state.tokens.refresh.get(given.get("refresh_token", ""))
    now = state.clock.now()
    if held is None or held.client is not client:
        raise Refused("invalid_grant", "Bad Request")
    if held.revoked or (held.expires is not None and held.expires <= now):
        raise Refused("invalid_grant", "Token has been expired or revoked.")
    scopes = frozenset(given.get("scope", "").split()) or held.scopes
    if not scopes <= held.scopes:
        raise Refused("invalid_scope", "Some requested scopes were invalid.")
    return _for_user(state, held, scopes)


def _for_user(state: State, held: Refresh, scopes: frozenset[str]) -> dict[str, Any]:
    access = state.tokens.issue(Identity(held.account, scopes, held.client.project), held)
    more: dict[str, Any] = {"scope": " ".join(sorted(scopes))}
    if held.expires is not None:
        more["refresh_token_expires_in"] = int(held.expires - state.clock.now())
    return _granted(access, **more)


def _by_code(state: State, given: dict[str, str]) -> dict[str, Any]:
    """The tokens for an authorization code, which is void afterwards."""
    client = _client(state, given)
    code = state.tokens.codes.pop(given.get("code", ""), None)
    if code is None or code.client is not client:
        raise Refused("invalid_grant", "Malformed auth code.")
    if code.expires <= state.clock.now():
        raise Refused("invalid_grant", "Bad Request")
    if given.get("redirect_uri") != code.redirect_uri:
        raise Refused("redirect_uri_mismatch", "Bad Request")
    if code.challenge and not _verified(code, given.get("code_verifier", "")):
        raise Refused(
            "invalid_grant", "Invalid code verifier." if "code_verifier" in given else "Missing code verifier."
        )
    held = state.tokens.new_refresh(client, code.account, code.scopes)
    return _for_user(state, held, code.scopes) | {"refresh_token": held.token}


def _verified(code: Code, verifier: str) -> bool:
    """The verifier is the one that the challenge was made of."""
    if code.method == "plain":
        return verifier == code.challenge
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == code.challenge


def _by_federation(state: State, given: dict[str, str]) -> dict[str, Any]:
    """A federated token for a subject token of a known pool; it is good for becoming a service account."""
    pool = state.tokens.pools.get(given.get("audience", ""))
    subject = given.get("subject_token", "")
    if pool is None:
        raise Refused("invalid_target", 'The target service indicated by the "audience" parameters is invalid.')
    if not subject or (pool.subject_tokens and subject not in pool.subject_tokens):
        raise Refused("invalid_grant", "The given credential is rejected by the attribute condition.")
    account = Account(f"principal://{pool.audience}", "federated", "", project=_project(state, pool.service_account))
    identity = Identity(account, frozenset({CLOUD}), account.project, federated=pool.audience)
    return _granted(state.tokens.issue(identity), issued_token_type=ACCESS_TYPE)


def impersonate(state: State, request: Request) -> Answer:
    """A service account's access token for a federated token of its pool."""
    if request.path.endswith("/allowedLocations"):  # google-auth asks by the way; no account here is bound to a region
        return Answer({"locations": [], "encodedLocations": "0x0"})
    email, _, verb = unquote(request.path.removeprefix(IMPERSONATE)).rpartition(":")
    bearer = request.headers.get("authorization", "").partition(" ")[2]
    identity = state.tokens.identify(bearer, strict=True)
    pool = state.tokens.pools.get(identity.federated) if identity else None
    if identity is None:
        return _iam_error(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED")
    if verb != "generateAccessToken" or pool is None or pool.service_account != email or email not in state.users:
        message = "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist)."
        return _iam_error(403, message, "PERMISSION_DENIED")
    scopes = request.fields().get("scope") or []
    if not scopes:
        return _iam_error(400, "Request contains an invalid argument.", "INVALID_ARGUMENT")
    seconds = float(str(request.fields().get("lifetime") or "3600s").rstrip("s"))
    access = state.tokens.issue(Identity(state.users[email], frozenset(scopes), _project(state, email)), None, seconds)
    until = datetime.fromtimestamp(computer_time(state) + seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Answer({"accessToken": access, "expireTime": until})


def _iam_error(code: int, message: str, status: str) -> Answer:
    return Answer({"error": {"code": code, "message": message, "status": status}}, code)


def consent(state: State, request: Request) -> Answer:
    """The browser is sent back to the app with a code, as if somebody had clicked through the pages."""
    asked = form(request)
    client = state.tokens.clients.get(asked.get("client_id", ""))
    if client is None:
        return _page(401, "Error 401: invalid_client. The OAuth client was not found.")
    target = asked.get("redirect_uri", "")
    if urlsplit(target).hostname not in {"localhost", "127.0.0.1", "::1"}:
        return _page(400, "Error 400: redirect_uri_mismatch")
    if asked.get("response_type") != "code":
        return _page(400, "Error 400: invalid_request. Required parameter is missing: response_type")
    scopes = frozenset(asked.get("scope", "").split())
    if not scopes:
        return _page(400, "Error 400: invalid_request. Missing required parameter: scope")
    back = {"state": asked["state"]} if "state" in asked else {}
    user = state.tokens.consent_user
    if user is None:
        return _redirect(target, back | {"error": "access_denied"})
    account = state.account(user) if user else state.default_user
    ticked = scopes if state.tokens.consent_scopes is None else scopes & state.tokens.consent_scopes
    code = f"4/0A{secrets.token_urlsafe(40)}"
    state.tokens.codes[code] = Code(
        client, account, ticked, target, asked.get("code_challenge", ""),
        asked.get("code_challenge_method", "plain"), state.clock.now() + CODE_SECONDS,
    )  # fmt: skip
    return _redirect(target, back | {"code": code, "scope": " ".join(sorted(ticked))})


def _redirect(target: str, query: dict[str, str]) -> Answer:
    joint = "&" if urlsplit(target).query else "?"
    return Answer(b"", 302, HTML, {"Location": target + joint + urlencode(query)})


def _page(status: int, text: str) -> Answer:
    return Answer(f"<!DOCTYPE html><title>Error</title><p>{text}\n".encode(), status, HTML)


def revoke(state: State, request: Request) -> Answer:
    """The token is void, and what came of it."""
    if not state.tokens.revoke(form(request).get("token", "")):
        raise Refused("invalid_token", "Token expired or revoked")
    return Answer({})


def token_info(state: State, request: Request) -> Answer:
    """What an access token is good for."""
    given = form(request)
    bearer = given.get("access_token") or request.headers.get("authorization", "").partition(" ")[2]
    held = state.tokens.access.get(bearer)
    left = held.expires - state.clock.now() if held else 0
    if held is None or left <= 0:
        raise Refused("invalid_token", "Invalid Value")
    return Answer(
        {
            "azp": held.refresh.client.id if held.refresh else held.identity.email,
            "aud": held.refresh.client.id if held.refresh else held.identity.email,
            "scope": " ".join(sorted(held.identity.scopes)),
            "exp": str(int(held.expires)),
            "expires_in": str(int(left)),
            "email": held.identity.email,
            "email_verified": "true",
            "access_type": "offline" if held.refresh else "online",
        }
    )


def user_info(state: State, request: Request) -> Answer:
    """Whose token it is."""
    identity = state.tokens.identify(request.headers.get("authorization", "").partition(" ")[2], strict=True)
    if identity is None:
        raise Refused("invalid_request", "Invalid Credentials", 401)
    account = identity.account
    return Answer({"sub": account.permission_id, "email": account.email, "email_verified": True, "name": account.name})


ROUTES: dict[str, Callable[[State, Request], Answer]] = {
    "/token": token,
    "/oauth2/v4/token": token,
    "/o/oauth2/token": token,
    "/sts/v1/token": token,
    "/v1/token": token,
    "/revoke": revoke,
    "/o/oauth2/revoke": revoke,
    "/o/oauth2/auth": consent,
    "/o/oauth2/v2/auth": consent,
    "/tokeninfo": token_info,
    "/oauth2/v1/tokeninfo": token_info,
    "/oauth2/v2/tokeninfo": token_info,
    "/oauth2/v3/tokeninfo": token_info,
    "/oauth2/v2/userinfo": user_info,
    "/oauth2/v3/userinfo": user_info,
    "/v1/userinfo": user_info,
}
