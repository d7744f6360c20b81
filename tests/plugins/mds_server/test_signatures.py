"""Who is let in: signatures, tokens, clocks and nonces, by the official SDK and by requests made by hand."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

import pytest
from alibabacloud_mpaas20201028 import models
from alibabacloud_mpaas20201028.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException
from alibabacloud_tea_openapi.models import Config

from .raw import Call, call, count, refused
from .rehearsal import (
    ENDED_KEY,
    ENDED_SECRET,
    ENDED_TOKEN,
    KEY,
    SECRET,
    STS_KEY,
    STS_SECRET,
    STS_TOKEN,
    Rehearsal,
    client_of,
)

WRONG = "not the right one"
CREATE = "CreateMcubeWhitelist"
FIELDS = {"WhiteListName": "testers", "WhitelistType": "normal"}


def test_a_request_signed_by_hand_is_carried_out(rehearsal: Rehearsal) -> None:
    answer = call(rehearsal, CREATE, FIELDS).send()
    assert answer.status == 200
    assert answer.json["ResultCode"] == "OK"
    assert answer.json["CreateWhitelistResult"]["Success"] is True
    assert answer.headers["x-acs-request-id"] == answer.json["RequestId"]
    assert re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", answer.json["RequestId"])
    assert count(rehearsal) == 1


def test_header_names_come_in_any_letters(rehearsal: Rehearsal) -> None:
    made = call(rehearsal, CREATE, FIELDS)
    loud = {name.upper(): value for name, value in made.headers.items()}
    assert Call(made.host, loud, made.body).send().status == 200
    assert count(rehearsal) == 1


def test_spaces_around_a_header_are_not_signed(rehearsal: Rehearsal) -> None:
    made = call(rehearsal, CREATE, FIELDS, more={"x-acs-note": "a note"})
    made.headers["x-acs-note"] = "  a note  "
    assert made.send().status == 200


def test_fields_of_the_query_are_signed_and_read(rehearsal: Rehearsal) -> None:
    query = "WhiteListName=a%20b%2Fc~&WhitelistType=normal"
    assert call(rehearsal, CREATE, query=query).send(target=f"/?{query}").json["CreateWhitelistResult"]["Success"]
    (one,) = rehearsal.done("ListMcubeWhitelists", page_num=1, page_size=10)["Whitelists"]
    assert one["WhiteListName"] == "a b/c~"
    made = call(rehearsal, CREATE, query=query)
    refused(made.send(target="/?WhiteListName=other&WhitelistType=normal"), 400, "SignatureDoesNotMatch")


SPOILT: dict[str, tuple[Callable[[Rehearsal], Call], int, str]] = {
    "a wrong secret": (lambda to: call(to, CREATE, FIELDS, secret=WRONG), 400, "SignatureDoesNotMatch"),
    "an unknown key": (lambda to: call(to, CREATE, FIELDS, key="LTAInobody"), 404, "InvalidAccessKeyId.NotFound"),
    "a clock that is late": (lambda to: call(to, CREATE, FIELDS, seconds=-16 * 60), 400, "InvalidTimeStamp.Expired"),
    "a clock that is early": (lambda to: call(to, CREATE, FIELDS, seconds=16 * 60), 400, "InvalidTimeStamp.Expired"),
    "no date": (lambda to: _without(call(to, CREATE, FIELDS), "x-acs-date"), 400, "InvalidTimeStamp.Format"),
    "a date of no form": (
        lambda to: _with(call(to, CREATE, FIELDS), "x-acs-date", "2026-13-41T00:00:00Z"),
        400,
        "InvalidTimeStamp.Format",
    ),
    "a token that is missing": (
        lambda to: call(to, CREATE, FIELDS, key=STS_KEY, secret=STS_SECRET),
        403,
        "MissingSecurityToken",
    ),
    "the token of nobody": (
        lambda to: call(to, CREATE, FIELDS, key=STS_KEY, secret=STS_SECRET, token=WRONG),
        403,
        "InvalidSecurityToken.MismatchWithAccessKey",
    ),
    "a token that has ended": (
        lambda to: call(to, CREATE, FIELDS, key=ENDED_KEY, secret=ENDED_SECRET, token=ENDED_TOKEN),
        403,
        "InvalidSecurityToken.Expired",
    ),
    "a token for a lasting key": (
        lambda to: call(to, CREATE, FIELDS, token=WRONG),
        404,
        "InvalidSecurityToken.NotFound",
    ),
    "a header that was changed": (
        lambda to: _with(call(to, "DeleteMcubeWhitelist", FIELDS), "x-acs-action", CREATE),
        400,
        "SignatureDoesNotMatch",
    ),
    "a host that was changed": (
        lambda to: _with(call(to, CREATE, FIELDS), "host", "mpaas.cn-hangzhou.aliyuncs.com"),
        400,
        "SignatureDoesNotMatch",
    ),
    "a body that was changed": (
        lambda to: call(to, CREATE, FIELDS)._replace(body=call(to, CREATE, {**FIELDS, "WhiteListName": "b"}).body),
        400,
        "InvalidContentSha256",
    ),
    "a body and its hash that were changed": (
        lambda to: _other_body(call(to, CREATE, FIELDS), call(to, CREATE, {**FIELDS, "WhiteListName": "b"})),
        400,
        "SignatureDoesNotMatch",
    ),
    "an action that is not signed": (
        lambda to: call(to, CREATE, FIELDS, unsigned=["x-acs-action"]),
        400,
        "IncompleteSignature",
    ),
    "a host that is not signed": (lambda to: call(to, CREATE, FIELDS, unsigned=["host"]), 400, "IncompleteSignature"),
    "a nonce that is not signed": (
        lambda to: call(to, CREATE, FIELDS, unsigned=["x-acs-signature-nonce"]),
        400,
        "IncompleteSignature",
    ),
    "a header of the service that is not signed": (
        lambda to: _with(call(to, CREATE, FIELDS), "x-acs-more", "x"),
        400,
        "IncompleteSignature",
    ),
    "no nonce": (
        lambda to: call(to, CREATE, FIELDS, more={"x-acs-signature-nonce": ""}),
        400,
        "MissingParameter.SignatureNonce",
    ),
    "no signature": (
        lambda to: _without(call(to, CREATE, FIELDS), "Authorization"),
        400,
        "MissingParameter.Authorization",
    ),
    "a signature of another kind": (
        lambda to: _with(call(to, CREATE, FIELDS), "Authorization", "ACS3-HMAC-SM3 Credential=a,Signature=b"),
        400,
        "IncompleteSignature",
    ),
    "a signature in other letters": (
        lambda to: _with(call(to, CREATE, FIELDS), "Authorization", "ACS3-HMAC-SHA256 \xe9\xff"),
        400,
        "IncompleteSignature",
    ),
    "an unknown operation": (lambda to: call(to, "CreateMcubeNothing", FIELDS), 404, "InvalidAction.NotFound"),
    "an operation in other letters": (
        lambda to: call(to, "createmcubewhitelist", FIELDS),
        404,
        "InvalidAction.NotFound",
    ),
    "another version": (lambda to: call(to, CREATE, FIELDS, version="2019-08-21"), 400, "InvalidVersion"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_what_is_not_signed_as_it_should_be_changes_nothing(rehearsal: Rehearsal, case: str) -> None:
    spoil, status, code = SPOILT[case]
    refused(spoil(rehearsal).send(), status, code)
    assert count(rehearsal) == 0


def test_clocks_may_differ_by_fifteen_minutes(rehearsal: Rehearsal) -> None:
    for seconds in (-14.5 * 60, 14.5 * 60):
        assert call(rehearsal, CREATE, {**FIELDS, "WhiteListName": str(seconds)}, seconds=seconds).send().status == 200


def test_a_request_is_carried_out_once(rehearsal: Rehearsal) -> None:
    made = call(rehearsal, CREATE, FIELDS)
    assert made.send().status == 200
    refused(made.send(), 400, "SignatureNonceUsed")
    again = call(rehearsal, CREATE, {**FIELDS, "WhiteListName": "b"}, more=_nonce_of(made))
    refused(again.send(), 400, "SignatureNonceUsed")
    assert count(rehearsal) == 1
    other = call(rehearsal, "QueryMcubeVhost", key=STS_KEY, secret=STS_SECRET, token=STS_TOKEN, more=_nonce_of(made))
    assert other.send().status == 200


def test_what_was_refused_has_not_used_its_nonce(rehearsal: Rehearsal) -> None:
    made = call(rehearsal, CREATE, FIELDS, secret=WRONG)
    refused(made.send(), 400, "SignatureDoesNotMatch")
    assert call(rehearsal, CREATE, FIELDS, more=_nonce_of(made)).send().status == 200


def test_the_sdk_raises_what_it_has_for_a_wrong_secret(rehearsal: Rehearsal) -> None:
    request = models.CreateMcubeWhitelistRequest(**rehearsal.space, white_list_name="a", whitelist_type="normal")
    with pytest.raises(ClientException) as caught:
        client_of(rehearsal.server, secret=WRONG).create_mcube_whitelist(request)
    _is(caught.value, 400, "SignatureDoesNotMatch")
    with pytest.raises(ClientException) as caught:
        asyncio.run(client_of(rehearsal.server, "LTAInobody").create_mcube_whitelist_async(request))
    _is(caught.value, 404, "InvalidAccessKeyId.NotFound")
    with pytest.raises(ClientException) as caught:
        client_of(rehearsal.server, STS_KEY, STS_SECRET).create_mcube_whitelist(request)
    _is(caught.value, 403, "MissingSecurityToken")
    assert count(rehearsal) == 0


def test_the_sdk_calls_with_a_token_and_without_waiting(rehearsal: Rehearsal) -> None:
    client = client_of(rehearsal.server, STS_KEY, STS_SECRET, STS_TOKEN)
    client.create_mcube_vhost(models.CreateMcubeVhostRequest(**rehearsal.space, vhost="h5app.com"))
    request = models.QueryMcubeVhostRequest(**rehearsal.space)

    async def ask() -> list[str]:
        clients = [client, client_of(rehearsal.server)] * 4
        bodies = await asyncio.gather(*(one.query_mcube_vhost_async(request) for one in clients))
        return [one.body.query_vhost_result.data for one in bodies]

    assert asyncio.run(ask()) == ["h5app.com"] * 8


def test_the_old_signature_is_refused_with_a_hint(rehearsal: Rehearsal) -> None:
    config = Config(
        endpoint=rehearsal.server.address,
        protocol="http",
        access_key_id=KEY,
        access_key_secret=SECRET,
        signature_algorithm="v2",
    )
    with pytest.raises(ClientException) as caught:
        Client(config).create_mcube_vhost(models.CreateMcubeVhostRequest(**rehearsal.space, vhost="h5app.com"))
    _is(caught.value, 400, "UnsupportedSignatureMethod")
    assert "ACS3-HMAC-SHA256" in caught.value.message
    assert rehearsal.done("QueryMcubeVhost")["Data"] == ""


def _is(error: ClientException, status: int, code: str) -> None:
    assert (error.status_code, error.code) == (status, code)
    assert error.request_id
    assert error.data["RequestId"] == error.request_id
    assert not error.retry_after


def _with(made: Call, name: str, value: str) -> Call:
    made.headers[name] = value
    return made


def _without(made: Call, name: str) -> Call:
    del made.headers[name]
    return made


def _other_body(made: Call, other: Call) -> Call:
    return _with(made, "x-acs-content-sha256", other.headers["x-acs-content-sha256"])._replace(body=other.body)


def _nonce_of(made: Call) -> dict[str, str]:
    return {"x-acs-signature-nonce": made.headers["x-acs-signature-nonce"]}
