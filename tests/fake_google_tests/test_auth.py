"""Signing in: Google's own libraries against the token endpoints, over loopback."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import requests
from google.auth import identity_pool
from google.auth.exceptions import OAuthError, RefreshError
from google.auth.transport.requests import Request
from google.oauth2 import service_account
from google.oauth2.credentials import Credentials
from google_auth_oauthlib.flow import InstalledAppFlow  # type: ignore[import-untyped]  # ships no types
from oauthlib.oauth2 import AccessDeniedError  # type: ignore[import-untyped]  # ships no types

from tests.fake_google.clock import MovableClock
from tests.fake_google.drive_model import DRIVE, DRIVE_FILE, DRIVE_READONLY, SHEETS, SPREADSHEET
from tests.fake_google.server import LocalGoogle
from tests.fake_google_tests.serving import FILES, Api

ROBOT = "robot@local.iam.gserviceaccount.com"
RANI = "rani@example.com"
AUDIENCE = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci/providers/github"
DAY = 86400
Get = Callable[[Any, str], requests.Response]


@pytest.fixture
def strict(clock: MovableClock) -> Iterator[LocalGoogle]:
    with LocalGoogle(clock, strict=True) as running:
        yield running
        assert running.contract.deviations == []


@pytest.fixture
def get(strict: LocalGoogle) -> Get:
    """A call with the credentials' token, fetched first where there is none.

    Not an AuthorizedSession: with it google-auth also asks a host of Google's for the account's regions.
    """

    def call(credentials: Any, path: str) -> requests.Response:
        if not credentials.token:
            refresh(credentials)
        headers = {"Authorization": f"Bearer {credentials.token}"}
        with requests.get(strict.address + path, headers=headers, timeout=20) as answer:
            return answer

    return call


def robot(google: LocalGoogle, *scopes: str, subject: str = "") -> Any:
    info = google.state.add_service_account(ROBOT)
    made = service_account.Credentials.from_service_account_info(info, scopes=scopes or [DRIVE])  # type: ignore[no-untyped-call]  # google-auth leaves it untyped
    return made.with_subject(subject) if subject else made


def person(google: LocalGoogle, client: dict[str, Any], *scopes: str) -> Any:
    info = google.state.tokens.authorized_user(RANI, scopes or [DRIVE], client)
    settings = {name: info[name] for name in ("refresh_token", "token_uri", "client_id", "client_secret")}
    return Credentials(None, **settings)  # type: ignore[no-untyped-call]  # as above


def refresh(credentials: Any) -> None:
    with requests.Session() as session:
        credentials.refresh(Request(session))


ABOUT = "/drive/v3/about?fields=user/emailAddress"


def test_a_service_account_signs_in(strict: LocalGoogle, get: Get) -> None:
    assert get(robot(strict), ABOUT).json() == {"user": {"emailAddress": ROBOT}}
    assert [call.api for call in strict.calls] == ["token", "drive"]


def test_a_key_that_was_not_given_out_here(strict: LocalGoogle) -> None:
    """The signature is really checked."""
    credentials = robot(strict)
    strict.state.tokens.keys[ROBOT].clear()
    with pytest.raises(RefreshError, match=r"Invalid JWT Signature"):
        refresh(credentials)


def test_an_account_that_is_gone(strict: LocalGoogle) -> None:
    credentials = robot(strict)
    del strict.state.tokens.keys[ROBOT]
    with pytest.raises(RefreshError, match=r"invalid_grant: Invalid grant: account not found"):
        refresh(credentials)


@pytest.mark.parametrize("error", [7200, -7200])
def test_a_computer_with_a_wrong_clock(strict: LocalGoogle, error: float) -> None:
    """A claim from the past or the future is refused, and the header `Date` tells by how much."""
    credentials = robot(strict)
    strict.state.tokens.clock_error = error
    with pytest.raises(RefreshError, match=r"Token must be a short-lived token \(60 minutes\)"):
        refresh(credentials)
    with requests.get(strict.address + ABOUT, timeout=20) as answer:
        assert answer.headers["Date"] == (
            "Thu, 08 Oct 2026 04:30:00 GMT" if error > 0 else "Thu, 08 Oct 2026 00:30:00 GMT"
        )


def test_delegation(strict: LocalGoogle, get: Get) -> None:
    """A service account acts for a user only where the organisation has said so."""
    strict.state.add_user(RANI)
    credentials = robot(strict, subject=RANI)
    with pytest.raises(RefreshError, match="unauthorized_client"):
        refresh(credentials)
    strict.state.tokens.delegates.add(ROBOT)
    assert get(credentials, ABOUT).json() == {"user": {"emailAddress": RANI}}


def test_a_refresh_token(strict: LocalGoogle, get: Get) -> None:
    """It lives on where the app is published, and an access token for an hour."""
    credentials = person(strict, strict.state.add_oauth_client())
    assert get(credentials, ABOUT).json() == {"user": {"emailAddress": RANI}}
    old = credentials.token
    strict.clock.sleep(8 * DAY)
    assert get(credentials, ABOUT).status_code == 401
    refresh(credentials)
    assert get(credentials, ABOUT).status_code == 200
    assert credentials.token != old


def test_seven_days_of_an_app_in_testing(strict: LocalGoogle) -> None:
    """The answers tell how long is left; after that it is over."""
    client = strict.state.add_oauth_client(testing=True)
    info = strict.state.tokens.authorized_user(RANI, [DRIVE], client)
    strict.clock.sleep(DAY)
    form = {key: info[key] for key in ("client_id", "client_secret", "refresh_token")} | {"grant_type": "refresh_token"}
    with requests.post(strict.address + "/token", data=form, timeout=20) as answer:
        assert answer.json()["refresh_token_expires_in"] == 6 * DAY
    strict.clock.sleep(6 * DAY)
    with requests.post(strict.address + "/token", data=form, timeout=20) as answer:
        assert answer.json() == {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}


def test_revoking(strict: LocalGoogle, get: Get) -> None:
    """A revoked grant takes its access tokens with it."""
    credentials = person(strict, strict.state.add_oauth_client())
    get(credentials, ABOUT)
    with requests.post(strict.address + "/revoke", data={"token": credentials.refresh_token}, timeout=20) as answer:
        assert answer.status_code == 200
    assert get(credentials, ABOUT).status_code == 401
    with pytest.raises(RefreshError, match=r"expired or revoked"):
        refresh(credentials)
    with requests.post(strict.address + "/revoke", data={"token": "x"}, timeout=20) as answer:
        assert answer.json()["error"] == "invalid_token"


def test_a_wrong_client(strict: LocalGoogle) -> None:
    credentials = person(strict, strict.state.add_oauth_client())
    credentials._client_secret = "salah"  # noqa: S105  # a wrong one, on purpose
    with pytest.raises(RefreshError, match="invalid_client"):
        refresh(credentials)


class Browser:
    """Somebody's browser: opens the page and follows where it leads."""

    def open(self, url: str, **_: Any) -> bool:
        threading.Thread(target=lambda: requests.get(url, timeout=20).close()).start()
        return True


@pytest.fixture
def flow(strict: LocalGoogle, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setattr(webbrowser, "get", lambda *_: Browser())
    return InstalledAppFlow.from_client_config(strict.state.add_oauth_client(testing=True), [DRIVE_FILE])


def run(flow: Any) -> Any:
    with flow.oauth2session:
        return flow.run_local_server(port=0, authorization_prompt_message="", timeout_seconds=20)


def test_the_desktop_flow(strict: LocalGoogle, get: Get, flow: Any) -> None:
    """From the consent page with PKCE to a token that can be refreshed."""
    strict.state.tokens.consent_user = RANI
    credentials = run(flow)
    assert credentials.granted_scopes == [DRIVE_FILE]
    refresh(credentials)
    assert get(credentials, ABOUT).json() == {"user": {"emailAddress": RANI}}


def test_somebody_declines(strict: LocalGoogle, flow: Any) -> None:
    strict.state.tokens.consent_user = None
    with pytest.raises(AccessDeniedError):
        run(flow)


def test_codes_are_checked(strict: LocalGoogle) -> None:
    """A code is good for one exchange, with the verifier and the address that it was asked with."""
    client = strict.state.add_oauth_client()["installed"]
    ask = {"client_id": client["client_id"], "redirect_uri": "http://localhost:1", "response_type": "code",
           "scope": DRIVE, "code_challenge": "abc", "code_challenge_method": "plain"}  # fmt: skip

    def exchange(**changed: str) -> str:
        with requests.get(client["auth_uri"], params=ask, allow_redirects=False, timeout=20) as page:
            code = unquote(page.headers["Location"].partition("code=")[2].partition("&")[0])
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": "abc", **ask,
                "client_secret": client["client_secret"]} | changed  # fmt: skip
        with requests.post(client["token_uri"], data=form, timeout=20) as answer:
            return str(answer.json().get("error", ""))

    assert exchange() == ""
    assert exchange(code_verifier="lain") == "invalid_grant"
    assert exchange(redirect_uri="http://localhost:2") == "redirect_uri_mismatch"
    assert exchange(code="4/0Alama") == "invalid_grant"
    assert exchange(client_secret="salah") == "invalid_client"  # noqa: S106  # as above
    assert exchange(grant_type="password") == "unsupported_grant_type"
    with requests.get(client["auth_uri"], params=ask | {"redirect_uri": "https://jahat.example"}, timeout=20) as page:
        assert (page.status_code, "redirect_uri_mismatch" in page.text) == (400, True)


def test_workload_identity_federation(strict: LocalGoogle, get: Get, tmp_path: Path) -> None:
    """A CI's token becomes the service account's; it is good for nothing by itself."""
    strict.state.add_service_account(ROBOT)
    subject = tmp_path / "token"
    subject.write_text("bukti")
    config = strict.state.tokens.add_pool(AUDIENCE, ROBOT, ["bukti"]) | {"credential_source": {"file": str(subject)}}
    credentials = identity_pool.Credentials.from_info(config, scopes=[DRIVE])  # type: ignore[no-untyped-call]  # as above
    assert get(credentials, ABOUT).json() == {"user": {"emailAddress": ROBOT}}
    subject.write_text("bukan bukti")
    with pytest.raises(OAuthError, match="invalid_grant"):
        refresh(identity_pool.Credentials.from_info(config, scopes=[DRIVE]))  # type: ignore[no-untyped-call]  # as above


def test_without_a_good_token(strict: LocalGoogle, api: Api) -> None:
    """A void token is 401 with both APIs; none at all is 403."""
    void = Api(strict, api.session, "ya29.palsu")
    assert void.no("GET", FILES) == (401, "authError")
    answer = void.send("GET", "/v4/spreadsheets/x")
    assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")
    assert "invalid_token" in answer.headers["WWW-Authenticate"]
    assert Api(strict, api.session).send("GET", FILES).status_code == 403


def test_an_access_token_dies_after_an_hour(api: Api) -> None:
    """Also where unknown tokens are taken."""
    rani = api.acting_as(RANI)
    rani.ok("GET", FILES)
    api.google.clock.sleep(3600)
    assert rani.no("GET", FILES) == (401, "authError")


def test_scopes(api: Api) -> None:
    """What a token was not given for is 403, with the word for it."""
    reader = api.acting_as(RANI, DRIVE_READONLY)
    assert reader.names() == []
    assert reader.no("POST", FILES, {"name": "x", "mimeType": SPREADSHEET}) == (403, "insufficientPermissions")
    refusal = api.acting_as(RANI, SHEETS).send("GET", FILES).json()["error"]
    assert refusal["message"] == "Request had insufficient authentication scopes."
    assert refusal["details"][0]["reason"] == "ACCESS_TOKEN_SCOPE_INSUFFICIENT"


def test_the_narrow_scope(api: Api) -> None:
    """With drive.file an app sees what it made for this user: not another app's files, nor another user's."""
    mine, other = api.acting_as(RANI, DRIVE_FILE, app="satu"), api.acting_as(RANI, DRIVE_FILE, app="dua")
    by_hand = api.acting_as(RANI).make("Buatan tangan")
    file = mine.make("Buatan program")
    assert (mine.names(), other.names()) == (["Buatan program"], [])
    assert api.acting_as(RANI).names() == ["Buatan program", "Buatan tangan"]
    assert mine.no("GET", f"{FILES}/{by_hand}") == (404, "notFound")
    assert mine.send("GET", f"/v4/spreadsheets/{by_hand}").status_code == 404
    assert mine.no("POST", FILES, {"name": "x", "parents": [by_hand]}) == (404, "notFound")
    mine.ok("GET", f"/v4/spreadsheets/{file}")


def test_what_a_token_is(strict: LocalGoogle) -> None:
    token = strict.state.token_for(RANI, [DRIVE])
    with requests.get(strict.address + "/tokeninfo", params={"access_token": token}, timeout=20) as answer:
        assert (answer.json()["email"], answer.json()["scope"]) == (RANI, DRIVE)
    with requests.get(
        strict.address + "/oauth2/v3/userinfo", headers={"Authorization": f"Bearer {token}"}, timeout=20
    ) as answer:
        assert answer.json()["email"] == RANI
    with requests.get(strict.address + "/tokeninfo?access_token=x", timeout=20) as answer:
        assert answer.json()["error"] == "invalid_token"
