"""The only hosts that are ever called: Google's own, and this machine's for tests and for signing in."""

from __future__ import annotations

API_HOSTS = frozenset(("sheets.googleapis.com", "www.googleapis.com"))
CONSENT_HOSTS = frozenset(("accounts.google.com",))
TOKEN_HOSTS = frozenset(("oauth2.googleapis.com", "accounts.google.com", "www.googleapis.com"))
EXCHANGE_HOSTS = frozenset(("sts.googleapis.com",))
IMPERSONATION_HOSTS = frozenset(("iamcredentials.googleapis.com",))
HOSTS = API_HOSTS.union(CONSENT_HOSTS, TOKEN_HOSTS, EXCHANGE_HOSTS, IMPERSONATION_HOSTS)
LOOPBACK = frozenset(("127.0.0.1", "localhost"))
