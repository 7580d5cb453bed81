"""The control endpoint: what a test in the same process does with `google.state` and `google.faults`, over HTTP.

GET  /_control/                 what there is
GET  /_control/clock            {"now": 1791430200.0}
POST /_control/clock            {"advance": 60}: the clock is moved (only a clock that can be moved)
GET  /_control/calls            the call log; ?since=N leaves the first N out
GET  /_control/outbox           the mails that would have been sent
GET  /_control/faults           the script, with how often each was seen and met
POST /_control/faults           {"kind": "503-after", "method": "POST", "path": ":batchUpdate$", "nth": 2, "times": 1,
                                "seconds": 0, "real": false, "retry_after": 1}, or a list of such; [] clears
GET  /_control/users            the accounts
POST /_control/users            {"email": ..., "storage_limit": null, "locale": "id_ID", "time_zone": "Asia/Jakarta"}
                                {"email": ..., "service": true} answers with the key file
                                {"group": ..., "members": [...]}, {"stranger": ...}
POST /_control/clients          {"testing": false, "project": "local"} answers with the client file
POST /_control/tokens           {"email": ..., "scopes": [...], "app": ""} answers {"access_token": ...}
POST /_control/consent          {"user": "a@b.id" or null to decline, "scopes": [...] or null for all}
POST /_control/drives           {"name": ..., "members": {"a@b.id": "organizer"}} answers {"id": ...}
GET  /_control/files            every file: id, name, mimeType, owner, trashed, parent
GET  /_control/contract         {"deviations": [...], "tolerated": [...], "off": ""}
POST /_control/reset            everything is forgotten
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tests.fake_google.clock import MovableClock
from tests.fake_google.errors import ApiError, bad_request
from tests.fake_google.faults import Fault
from tests.fake_google.wire import Answer, Request

if TYPE_CHECKING:
    from tests.fake_google.engine import Engine


def handle(engine: Engine, request: Request) -> Answer:
    """The control answer; a wrong request says what is wrong with it."""
    handler = ROUTES.get((request.method, request.path.removeprefix("/_control/").rstrip("/")))
    if handler is None:
        return _wrong(404, f"No such control: {request.method} {request.path}. See GET /_control/.")
    try:
        return Answer(handler(engine, request))
    except ApiError as failure:
        return _wrong(failure.code, failure.message)
    except (TypeError, ValueError, KeyError) as failure:
        return _wrong(400, f"{type(failure).__name__}: {failure}")


def _wrong(code: int, message: str) -> Answer:
    return Answer({"error": {"code": code, "message": message}}, code)


def _help(_engine: Engine, _request: Request) -> dict[str, Any]:
    return {"help": (__doc__ or "").splitlines()}


def _now(engine: Engine, _request: Request) -> dict[str, Any]:
    return {"now": engine.clock.now()}


def _advance(engine: Engine, request: Request) -> dict[str, Any]:
    if not isinstance(engine.clock, MovableClock):
        raise bad_request("This server runs on real time; start it with --clock to move it.")
    engine.clock.advance(float(request.fields()["advance"]))
    return {"now": engine.clock.now()}


def _calls(engine: Engine, request: Request) -> dict[str, Any]:
    return {"calls": [call.to_json() for call in engine.calls[int(request.one("since", "0")) :]]}


def _outbox(engine: Engine, _request: Request) -> dict[str, Any]:
    return {"outbox": [asdict(mail) for mail in engine.state.outbox]}


def _faults(engine: Engine, _request: Request) -> dict[str, Any]:
    return {"faults": [{"kind": f.kind, "nth": f.nth, "seen": f.seen, "hits": f.hits} for f in engine.faults.script]}


def _add_faults(engine: Engine, request: Request) -> dict[str, Any]:
    given = request.body if isinstance(request.body, list) else [request.fields()]
    if not given:
        engine.faults.clear()
    for one in given:
        fields = dict(one)
        method, path = fields.pop("method", None), fields.pop("path", None)
        match = (method or ".*", path or "") if method or path else None
        engine.faults.add(Fault(match=match, **fields))
    return _faults(engine, request)


def _users(engine: Engine, _request: Request) -> dict[str, Any]:
    return {"users": [{"email": a.email, "service": a.service} for a in engine.state.users.values()]}


def _add_user(engine: Engine, request: Request) -> dict[str, Any]:
    fields = dict(request.fields())
    if "group" in fields:
        engine.state.add_group(fields["group"], fields.get("members", []))
        return {"group": fields["group"]}
    if "stranger" in fields:
        engine.state.add_stranger(fields["stranger"])
        return {"stranger": fields["stranger"]}
    if fields.pop("service", False):
        return engine.state.add_service_account(**fields)
    return {"email": engine.state.add_user(**fields).email}


def _add_client(engine: Engine, request: Request) -> dict[str, Any]:
    return engine.state.add_oauth_client(**request.fields())


def _add_token(engine: Engine, request: Request) -> dict[str, Any]:
    return {"access_token": engine.state.token_for(**request.fields())}


def _consent(engine: Engine, request: Request) -> dict[str, Any]:
    fields = request.fields()
    tokens = engine.state.tokens
    tokens.consent_user = fields.get("user", tokens.consent_user)
    scopes = fields.get("scopes")
    tokens.consent_scopes = None if scopes is None else frozenset(scopes)
    return {"user": tokens.consent_user, "scopes": scopes}


def _add_drive(engine: Engine, request: Request) -> dict[str, Any]:
    return {"id": engine.state.add_shared_drive(**request.fields()).id}


def _files(engine: Engine, _request: Request) -> dict[str, Any]:
    state = engine.state
    return {
        "files": [
            {
                "id": file.id,
                "name": file.name,
                "mimeType": file.mime,
                "owner": file.owner,
                "trashed": state.is_trashed(file),
                "parent": file.parent,
            }
            for file in state.files.values()
            if not state.is_root(file)
        ]
    }


def _contract(engine: Engine, _request: Request) -> dict[str, Any]:
    contract = engine.contract
    return {
        "deviations": [str(one) for one in contract.deviations],
        "tolerated": [str(one) for one in contract.tolerated],
        "off": contract.off,
    }


def _reset(engine: Engine, _request: Request) -> dict[str, Any]:
    engine.reset()
    return {}


ROUTES: dict[tuple[str, str], Callable[[Engine, Request], dict[str, Any]]] = {
    ("GET", ""): _help,
    ("GET", "clock"): _now,
    ("POST", "clock"): _advance,
    ("GET", "calls"): _calls,
    ("GET", "outbox"): _outbox,
    ("GET", "faults"): _faults,
    ("POST", "faults"): _add_faults,
    ("GET", "users"): _users,
    ("POST", "users"): _add_user,
    ("POST", "clients"): _add_client,
    ("POST", "tokens"): _add_token,
    ("POST", "consent"): _consent,
    ("POST", "drives"): _add_drive,
    ("GET", "files"): _files,
    ("GET", "contract"): _contract,
    ("POST", "reset"): _reset,
}
