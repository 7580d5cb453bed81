"""Access and refresh tokens, the clients that ask for them and the keys that sign for service accounts."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.fake_google.drive_model import ALL_SCOPES, PROJECT, Account, Identity

if TYPE_CHECKING:
    from tests.fake_google.state import State

HOUR = 3599
TESTING_DAYS = 7


@dataclass
class Client:
    """An OAuth client (a desktop app); `testing` is its consent screen's publishing status."""

    id: str
    secret: str
    project: str
    testing: bool


@dataclass
class Key:
    """A service account's public key, by which its signatures are checked."""

    account: Account
    public_pem: bytes


@dataclass
class Refresh:
    """A refresh token's grant; `expires` is set for apps in testing."""

    token: str
    client: Client
    account: Account
    scopes: frozenset[str]
    expires: float | None = None
    revoked: bool = False


@dataclass
class Code:
    """An authorization code, good for one exchange within ten minutes."""

    client: Client
    account: Account
    scopes: frozenset[str]
    redirect_uri: str
    challenge: str
    method: str
    expires: float


@dataclass
class Access:
    """An access token and what it stands for."""

    identity: Identity
    expires: float
    refresh: Refresh | None = None


@dataclass
class Pool:
    """A workload identity pool's provider, and the service account that its subjects may become."""

    audience: str
    service_account: str
    subject_tokens: set[str] = field(default_factory=set)  # empty: any is taken


class Tokens:
    """Every token that was given out, and what each still stands for."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.clients: dict[str, Client] = {}
        self.keys: dict[str, list[Key]] = {}
        self.access: dict[str, Access] = {}
        self.refresh: dict[str, Refresh] = {}
        self.codes: dict[str, Code] = {}
        self.pools: dict[str, Pool] = {}
        self.delegates: set[str] = set()  # service accounts with domain-wide delegation
        self.consent_user: str | None = ""  # who clicks on the consent page; empty is the default user, None declines
        self.consent_scopes: frozenset[str] | None = None  # what is left ticked there; None is everything
        self.clock_error = 0.0  # how far the computer's clock is behind the server's, in seconds

    def new_client(self, *, testing: bool, project: str) -> dict[str, Any]:
        """A new desktop client as the Cloud console would download it."""
        number = secrets.randbelow(10**12)
        client = Client(
            f"{number:012d}-{secrets.token_hex(16)}.apps.googleusercontent.com",
            f"GOCSPX-{secrets.token_urlsafe(21)}",
            project,
            testing,
        )
        self.clients[client.id] = client
        base = self._state.address
        return {
            "installed": {
                "client_id": client.id,
                "project_id": project,
                "auth_uri": f"{base}/o/oauth2/auth",
                "token_uri": f"{base}/token",
                "auth_provider_x509_cert_url": f"{base}/oauth2/v1/certs",
                "client_secret": client.secret,
                "redirect_uris": ["http://localhost"],
            }
        }

    def new_service_key(self, account: Account) -> dict[str, Any]:
        """A new key of the service account, as a key file."""
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self.keys.setdefault(account.email, []).append(Key(account, public))
        base = self._state.address
        return {
            "type": "service_account",
            "project_id": account.project,
            "private_key_id": secrets.token_hex(20),
            "private_key": private.decode(),
            "client_email": account.email,
            "client_id": f"{secrets.randbelow(10**21):021d}",
            "auth_uri": f"{base}/o/oauth2/auth",
            "token_uri": f"{base}/token",
            "universe_domain": "googleapis.com",
        }

    def add_pool(self, audience: str, service_account: str, subject_tokens: Iterable[str] = ()) -> dict[str, Any]:
        """The credential configuration of a workload identity pool; the subject token's file is the caller's to name."""
        self.pools[audience] = Pool(audience, service_account, set(subject_tokens))
        base = self._state.address
        return {
            "type": "external_account",
            "audience": audience,
            "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
            "token_url": f"{base}/v1/token",
            "service_account_impersonation_url": f"{base}/v1/projects/-/serviceAccounts/{service_account}:generateAccessToken",
        }

    def authorized_user(self, email: str, scopes: Iterable[str], client: dict[str, Any]) -> dict[str, Any]:
        """The file that a finished sign-in leaves behind, with a refresh token, without anybody having clicked."""
        known = self.clients[client["installed"]["client_id"]]
        refresh = self.new_refresh(known, self._state.account(email), frozenset(scopes))
        return {
            "type": "authorized_user",
            "client_id": known.id,
            "client_secret": known.secret,
            "refresh_token": refresh.token,
            "token_uri": f"{self._state.address}/token",
            "scopes": sorted(scopes),
        }

    def new_refresh(self, client: Client, account: Account, scopes: frozenset[str]) -> Refresh:
        expires = self._state.clock.now() + TESTING_DAYS * 86400 if client.testing else None
        refresh = Refresh(f"1//0{secrets.token_urlsafe(48)}", client, account, scopes, expires)
        self.refresh[refresh.token] = refresh
        return refresh

    def issue(self, identity: Identity, refresh: Refresh | None = None, seconds: float = HOUR) -> str:
        """A new access token."""
        token = f"ya29.{secrets.token_urlsafe(48)}"
        self.access[token] = Access(identity, self._state.clock.now() + seconds, refresh)
        return token

    def issue_for(self, account: Account, scopes: Iterable[str], app: str) -> str:
        """A new access token for the account; without scopes it has Drive's and Sheets' widest."""
        client = self.clients.get(app)
        project = client.project if client else account.project if account.service else app or PROJECT
        return self.issue(Identity(account, frozenset(scopes) or ALL_SCOPES, project))

    def identify(self, token: str, *, strict: bool) -> Identity | None:
        """Who the token stands for; None where it is void.

        Lenient: a token that was not given out here, or none, is the default user, or the account whose
        address it is.
        """
        known = self.access.get(token)
        if known is not None:
            dead = known.expires <= self._state.clock.now() or (known.refresh is not None and known.refresh.revoked)
            return None if dead else known.identity
        if strict or token.startswith("ya29."):
            return None
        return Identity(self._state.users.get(token, self._state.default_user))

    def revoke(self, token: str) -> bool:
        """The token, and what was given out by it, is void; False where it was not known."""
        access = self.access.pop(token, None)
        refresh = self.refresh.get(token) or (access.refresh if access else None)
        if refresh is not None:
            refresh.revoked = True
        return access is not None or refresh is not None


def unpad64(text: str) -> bytes:
    """The bytes of base64url text without its padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
