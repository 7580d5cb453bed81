"""Where credentials come from, and that none of them leads anywhere but to Google."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.errors import StoreError
from sheets_sync.stores.google.signin import (
    DRIVE_FILE,
    FILE_VARIABLE,
    SERVICE_SCOPES,
    TOKEN_FILE,
    VARIABLE,
    Kind,
    SignIn,
    hosts,
    load,
    read,
)

SECRET = "rahasia-yang-tidak-boleh-tampak"  # noqa: S105  # looked for in messages
USER = {
    "type": "authorized_user",
    "client_id": "satu.apps.googleusercontent.com",
    "client_secret": SECRET,
    "refresh_token": SECRET,
    "token_uri": "https://oauth2.googleapis.com/token",
    "scopes": [DRIVE_FILE],
}
AUDIENCE = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/github/providers/repo"
ROBOT = "sheets-sync@kinerja.iam.gserviceaccount.com"
FEDERATION = {
    "type": "external_account",
    "audience": AUDIENCE,
    "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
    "token_url": "https://sts.googleapis.com/v1/token",
    "service_account_impersonation_url": f"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{ROBOT}:generateAccessToken",
    "credential_source": {"file": "identitas.txt"},
}
RUNNER = "https://run-actions-1-azure-eastus.actions.githubusercontent.com/80/idtoken?api-version=2.0&audience=x"


@pytest.fixture(scope="module")
def service() -> dict[str, str]:
    """A service account's key file, with a key of its own."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return {
        "type": "service_account",
        "client_email": ROBOT,
        "private_key": pem.decode(),
        "token_uri": "https://oauth2.googleapis.com/token",
    }


def from_variable(info: Any, folder: Path) -> SignIn:
    return load({VARIABLE: info if isinstance(info, str) else json.dumps(info)}, folder)


def scopes_of(signin: SignIn) -> Any:
    return getattr(signin.credentials, "scopes", "none at all")


def test_the_variable_comes_before_the_file_before_the_login(tmp_path: Path, service: dict[str, str]) -> None:
    """Each source hides those that follow it, and an empty variable is as good as none."""
    (tmp_path / TOKEN_FILE).write_text(json.dumps(USER), "utf-8")
    named = tmp_path / "gha-creds-1.json"
    named.write_text(json.dumps(service), "utf-8")
    both = {VARIABLE: json.dumps(FEDERATION), FILE_VARIABLE: str(named)}
    assert load(both, tmp_path).kind is Kind.FEDERATED
    assert load(both | {VARIABLE: " "}, tmp_path).kind is Kind.SERVICE
    assert load({FILE_VARIABLE: ""}, tmp_path).kind is Kind.USER


def test_the_source_is_told(tmp_path: Path) -> None:
    """Variable or path, so that people know what to mend."""
    (tmp_path / TOKEN_FILE).write_text(json.dumps(USER), "utf-8")
    assert VARIABLE in from_variable(USER, tmp_path).source
    assert str(tmp_path / TOKEN_FILE) in load({}, tmp_path).source


def test_a_person_asks_for_what_was_granted(tmp_path: Path) -> None:
    """The scopes of the file, or none named where the file names none: Google refuses any other."""
    assert scopes_of(from_variable(USER, tmp_path)) == [DRIVE_FILE]
    without = {name: value for name, value in USER.items() if name != "scopes"}
    assert scopes_of(from_variable(without, tmp_path)) is None
    spaced = USER | {"scopes": f"{DRIVE_FILE} openid"}
    assert scopes_of(from_variable(spaced, tmp_path)) == [DRIVE_FILE, "openid"]


def test_robots_have_their_scopes_and_address(tmp_path: Path, service: dict[str, str]) -> None:
    """A service account and a federation through one are scoped, and known by the account's address."""
    for info in (service, FEDERATION):
        signin = from_variable(info, tmp_path)
        assert signin.account == ROBOT
        assert tuple(scopes_of(signin)) == SERVICE_SCOPES


def test_the_dates_of_a_login_come_back(tmp_path: Path) -> None:
    """When it was made and when it ends; what is no date is none."""
    dated = USER | {"signed_in_at": "2026-11-01T08:00:00+08:00", "ends_at": "2026-11-08T08:00:00+08:00"}
    signin = from_variable(dated, tmp_path)
    assert signin.since == datetime(2026, 11, 1, tzinfo=UTC)
    assert signin.expires == datetime(2026, 11, 8, tzinfo=UTC)
    assert from_variable(USER | {"ends_at": "besok"}, tmp_path).expires is None


def test_only_google_is_reached(tmp_path: Path) -> None:
    """Google's hosts, and beside them what the credential itself names: GitHub, or this machine."""
    assert from_variable(USER, tmp_path).own_hosts == frozenset()
    runner = FEDERATION | {"credential_source": {"url": RUNNER, "headers": {"Authorization": "Bearer x"}}}
    signin = from_variable(runner, tmp_path)
    assert signin.own_hosts == {"run-actions-1-azure-eastus.actions.githubusercontent.com"}
    assert hosts(signin) >= {"sheets.googleapis.com", "sts.googleapis.com"}


def test_a_local_token_is_for_the_local_google(tmp_path: Path) -> None:
    """A token endpoint on this machine stands for all of Google."""
    signin = from_variable(USER | {"token_uri": "http://127.0.0.1:8123/token"}, tmp_path)
    assert signin.base == "http://127.0.0.1:8123"
    assert signin.own_hosts == {"127.0.0.1"}
    assert from_variable(USER, tmp_path).base == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://oauth2.googleapis.com.example.org/token",
        "https://example.org/token?x=oauth2.googleapis.com",
        "https://oauth2.googleapis.com@example.org/token",
        "https://example.org\\@oauth2.googleapis.com/token",
        "https://oauth2.googleapis.com:8443/token",
        "http://oauth2.googleapis.com/token",
        "http://127.0.0.1.example.org/token",
        "http://localhost@example.org/",
        "ftp://oauth2.googleapis.com/token",
        "https://xoauth2.googleapis.com/token",
        "https://sts.googleapis.com/v1/token",
        " https://oauth2.googleapis.com/token",
        "https://oauth2.googleapis.com/token\nX: y",
        "//oauth2.googleapis.com/token",
        "oauth2.googleapis.com",
        17,
        ["https://oauth2.googleapis.com/token"],
    ],
)
def test_keys_go_to_google_only(tmp_path: Path, service: dict[str, str], url: object) -> None:
    """A planted token_uri is refused for a person and for a service account, and the secret is not shown."""
    for info in (USER, service):
        with pytest.raises(StoreError, match="token_uri") as refusal:
            from_variable(dict(info) | {"token_uri": url}, tmp_path)
        assert SECRET not in str(refusal.value)
        assert "PRIVATE KEY" not in str(refusal.value)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"token_url": "https://example.org/v1/token"}, "token_url"),
        ({"token_url": "https://oauth2.googleapis.com/token"}, "token_url"),
        ({"service_account_impersonation_url": "https://example.org/x:generateAccessToken"}, "impersonation"),
        ({"service_account_impersonation_url": 3}, "impersonation"),
        ({"credential_source": {"url": "https://example.org/idtoken"}}, "credential_source"),
        ({"credential_source": {"url": "https://actions.githubusercontent.com.example.org/"}}, "credential_source"),
        ({"credential_source": {"url": "http://a.actions.githubusercontent.com/"}}, "credential_source"),
        ({"credential_source": {"executable": {"command": "id"}}}, "credential_source"),
        ({"credential_source": {"file": "a", "executable": {"command": "id"}}}, "credential_source"),
        ({"credential_source": {"environment_id": "aws1", "url": RUNNER}}, "credential_source"),
        ({"credential_source": {"file": "a", "url": RUNNER}}, "credential_source"),
        ({"credential_source": "identitas.txt"}, "credential_source"),
        ({"credential_source": {"file": 7}}, "credential_source"),
        ({"credential_source": {"url": RUNNER, "headers": ["a"]}}, "credential_source"),
        ({"credential_source": {"url": RUNNER, "headers": {"a": 1}}}, "credential_source"),
        ({"credential_source": {"file": "a", "format": "json"}}, "credential_source"),
        ({"universe_domain": "example.org"}, "universe_domain"),
    ],
)
def test_a_federation_leads_nowhere_else(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    """No foreign exchange, no foreign source of identity, and no command to run."""
    with pytest.raises(StoreError, match=field):
        from_variable(FEDERATION | change, tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("kunci.json", FILE_VARIABLE),
        ("/rumah/kantor/kunci.json", FILE_VARIABLE),
        ('{"type": "authorized_user", "client_secret": "' + SECRET, "terpotong"),
        ("[1, 2]", "bukan JSON"),
        ("[" * 100_000, "bukan JSON"),
        ("{}", "tidak dikenal"),
        ('{"type": "rahasia ' + SECRET + '"}', "tidak dikenal"),
        ('{"type": "impersonated_service_account"}', "impersonated_service_account"),
        ('{"installed": {"client_secret": "' + SECRET + '"}}', "google login"),
        ('{"type": "authorized_user", "client_id": "a"}', "client_secret, refresh_token"),
        ('{"type": "authorized_user", "client_id": 1, "client_secret": {}, "refresh_token": []}', "client_id"),
        ('{"type": "service_account", "client_email": "a@b"}', "private_key, token_uri"),
        ('{"type": "external_account"}', "audience"),
    ],
)
def test_what_is_no_sign_in_is_explained(tmp_path: Path, text: str, words: str) -> None:
    """Each wrong content is named with the variable that holds it, and no secret is shown."""
    with pytest.raises(StoreError) as refusal:
        from_variable(text, tmp_path)
    assert words in str(refusal.value)
    assert VARIABLE in str(refusal.value)
    assert SECRET not in str(refusal.value)


def test_a_spoilt_key_is_not_shown(tmp_path: Path, service: dict[str, str]) -> None:
    """A key that does not parse is refused in our own words."""
    for key in ("-----BEGIN PRIVATE KEY-----\n" + SECRET + "\n-----END PRIVATE KEY-----\n", SECRET):
        with pytest.raises(StoreError, match="rusak") as refusal:
            from_variable(service | {"private_key": key}, tmp_path)
        assert SECRET not in str(refusal.value)
        assert refusal.value.__cause__ is None


def test_without_a_sign_in_the_way_is_shown(tmp_path: Path) -> None:
    """Nothing there: log in; an empty variable: the secret is missing."""
    with pytest.raises(StoreError, match="google login") as refusal:
        load({}, tmp_path)
    assert "kosong" not in str(refusal.value)
    with pytest.raises(StoreError, match=f"{VARIABLE} ada, tetapi kosong"):
        load({VARIABLE: ""}, tmp_path)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    """Missing, a folder, no text, or endless: the path and its variable are in the message."""
    noise = tmp_path / "noise.json"
    noise.write_bytes(b"\xff\xfe\x00")
    long = tmp_path / "long.json"
    long.write_bytes(b"{" * (1 << 21))
    for path in (tmp_path / "none.json", tmp_path, noise, long):
        with pytest.raises(StoreError) as refusal:
            load({FILE_VARIABLE: str(path)}, tmp_path)
        assert str(path) in str(refusal.value)
        assert FILE_VARIABLE in str(refusal.value)


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    """Notepad's mark before the JSON is read past, in a file and in a variable."""
    (tmp_path / TOKEN_FILE).write_text(json.dumps(USER), "utf-8-sig")
    assert load({}, tmp_path).kind is Kind.USER
    assert from_variable("\ufeff" + json.dumps(USER), tmp_path).kind is Kind.USER


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text()), st.dictionaries(st.text(), st.text())
)


@given(base=st.sampled_from([USER, FEDERATION, {"type": "service_account"}]), field=st.data())
def test_no_json_is_a_crash(base: dict[str, Any], field: st.DataObject) -> None:
    """Any field may hold anything: a sign-in comes of it, or one sentence."""
    names = [
        *base,
        "private_key",
        "client_email",
        "universe_domain",
        "quota_project_id",
        "account",
        "ends_at",
        "scopes",
    ]
    name = field.draw(st.sampled_from(names))
    changed = base | {name: field.draw(ODD)}
    told = ""
    try:
        read(json.dumps(changed), f"variabel {VARIABLE}")
    except StoreError as refusal:
        told = str(refusal)
    assert SECRET not in told


def test_secrets_are_not_in_what_is_printed(tmp_path: Path) -> None:
    """A sign-in that lands in a log shows no key."""
    assert SECRET not in repr(from_variable(USER, tmp_path))
