"""Why Google gave no token: each of its answers becomes words that an office can act on."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from google.auth.exceptions import GoogleAuthError, OAuthError, RefreshError, TransportError

from sheets_sync.stores.google.refusals import explain
from sheets_sync.stores.google.signin import VARIABLE, Kind, SignIn, load
from tests.stores.google.test_signin import ROBOT, USER

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ENGLISH = re.compile(r"\b(token has|revoked|bad request|invalid|error|please|expired)\b", re.IGNORECASE)


@pytest.fixture
def person(tmp_path: Path) -> SignIn:
    (tmp_path / "google.json").write_text(json.dumps(USER), "utf-8")
    return load({}, tmp_path)


def refused(code: str, description: str = "", **more: Any) -> RefreshError:
    body = {"error": code, "error_description": description} | more
    return RefreshError(f"{code}: {description}", body)  # type: ignore[no-untyped-call]  # google-auth leaves it untyped


def robot(person: SignIn, kind: Kind) -> SignIn:
    return replace(person, kind=kind, account=ROBOT, source="berkas kunci.json")


@pytest.mark.parametrize(
    ("since", "expires", "words"),
    [
        pytest.param(8, -1, "layar persetujuan masih Testing", id="known to be in Testing"),
        pytest.param(90, -1, "berakhir pada 21 November 2026. Jalankan", id="known to end later"),
        pytest.param(8, None, "kira-kira tujuh hari", id="seven days old"),
        pytest.param(3, None, "dicabut di halaman akun", id="revoked"),
        pytest.param(200, None, "enam bulan", id="idle"),
        pytest.param(None, None, "enam bulan", id="of unknown age"),
    ],
)
def test_a_grant_that_is_over(person: SignIn, since: int | None, expires: int | None, words: str) -> None:
    """The likeliest reason is told by the grant's age, and how to log in again."""
    signin = replace(
        person,
        since=None if since is None else NOW - timedelta(days=since),
        expires=None if expires is None else NOW + timedelta(days=expires),
    )
    told = explain(refused("invalid_grant", "Token has been expired or revoked."), signin, NOW)
    assert words in told
    assert "`sheets-sync google login`" in told
    assert ENGLISH.findall(told) == []


def test_a_secret_in_the_variable_is_replaced_there(person: SignIn) -> None:
    """In CI the way back is a login at the office and a new secret."""
    told = explain(refused("invalid_grant"), replace(person, source=f"variabel {VARIABLE}"), NOW)
    assert "google token" in told
    assert VARIABLE in told


@pytest.mark.parametrize(
    ("code", "description", "words"),
    [
        ("deleted_client", "The OAuth client was deleted.", "Klien OAuth"),
        ("disabled_client", "The OAuth client was disabled.", "Klien OAuth"),
        ("invalid_client", "Unauthorized", "Klien OAuth"),
        ("invalid_grant", "Account has been deleted", "sudah dihapus"),
        ("admin_policy_enforced", "Account restricted", "Pengelola Google Workspace"),
        ("invalid_scope", "Bad Request", "lebih luas"),
        ("something_new", "We changed our minds.", "something_new"),
    ],
)
def test_a_person_is_refused(person: SignIn, code: str, description: str, words: str) -> None:
    """A client, an account or a policy is named; an unknown code is shown as it is, its sentence is not."""
    told = explain(refused(code, description), person, NOW)
    assert words in told
    assert description not in told


def test_workspace_wants_a_fresh_login(person: SignIn) -> None:
    """A session limit is told from a revoked grant by its sub-code."""
    told = explain(refused("invalid_grant", "reauth related error", error_subtype="invalid_rapt"), person, NOW)
    assert "berkala" in told


CLOCK = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp"
    " values in the JWT claim."
)


@pytest.mark.parametrize(
    ("code", "description", "words"),
    [
        ("invalid_grant", CLOCK, "Jam komputer"),
        ("invalid_grant", "Invalid JWT Signature.", "Buat kunci baru"),
        ("invalid_grant", "Invalid grant: account not found", "tidak ada lagi"),
        ("disabled_client", "The OAuth client was disabled.", "dinonaktifkan"),
    ],
)
def test_a_service_account_is_refused(person: SignIn, code: str, description: str, words: str) -> None:
    """A wrong clock, a deleted key, a deleted or a disabled account, each by its own words."""
    told = explain(refused(code, description), robot(person, Kind.SERVICE), NOW)
    assert words in told
    assert "google login" not in told


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error": "unauthorized_client", "error_description": "The given credential is rejected by the attribute condition."}, "syarat"),
        ({"error": "invalid_target", "error_description": "The target service indicated by the audience is invalid."}, "Kumpulan"),
        ({"error": "invalid_grant", "error_description": "The audience in ID Token [x] does not match."}, "audiens"),
        ({"error": "invalid_grant", "error_description": "ID Token issued at 1 is stale to sign-in."}, "lewat masanya"),
        ({"error": {"code": 403, "status": "PERMISSION_DENIED", "message": "Permission denied"}}, "Workload Identity User"),
    ],
)  # fmt: skip
def test_a_federation_is_refused(person: SignIn, body: dict[str, Any], words: str) -> None:
    """The exchange's and the impersonation's refusals, which come as text."""
    error = OAuthError("Error code", json.dumps(body))  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
    assert words in explain(error, robot(person, Kind.FEDERATED), NOW)


def test_a_job_without_identity(person: SignIn) -> None:
    """GitHub's identity is missing: the file is not there, or the address gives none."""
    signin = robot(person, Kind.FEDERATED)
    for words in ("File 'x' was not found.", "Unable to retrieve Identity Pool subject token"):
        assert "id-token: write" in explain(RefreshError(words), signin, NOW)  # type: ignore[no-untyped-call]  # as above


@pytest.mark.parametrize("kind", list(Kind))
def test_the_line_is_down_or_google_is(person: SignIn, kind: Kind) -> None:
    """Neither is the sign-in's fault, and both say so."""
    signin = robot(person, kind)
    offline: GoogleAuthError = TransportError("HTTPSConnectionPool")  # type: ignore[no-untyped-call]  # as above
    assert "sambungan internet" in explain(offline, signin, NOW)
    broken = RefreshError("<html>502</html>", retryable=True)  # type: ignore[no-untyped-call]  # as above
    assert "terganggu" in explain(broken, signin, NOW)


@pytest.mark.parametrize(
    "arguments", [(), ("",), ("x", None), ("x", "<html>"), ("x", {"error": {}}), ("x", {"error": 7}), ("x", [1])]
)
@pytest.mark.parametrize("kind", list(Kind))
def test_any_answer_is_survived(person: SignIn, kind: Kind, arguments: tuple[Any, ...]) -> None:
    """An answer of no known form still ends in one sentence, with nothing left to fill in."""
    told = explain(RefreshError(*arguments), robot(person, kind), NOW)  # type: ignore[no-untyped-call]  # as above
    assert told.endswith(".")
    assert "{" not in told
