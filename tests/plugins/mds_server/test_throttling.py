"""Throttling, and requests that come again after a restart."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alibabacloud_mpaas20201028 import models
from alibabacloud_mpaas20201028.client import Client
from alibabacloud_tea_openapi.exceptions import ThrottlingException
from alibabacloud_tea_openapi.models import Config
from darabonba.policy.retry import RetryOptions

from .processes import process
from .raw import Answer, Call, call, count, refused
from .rehearsal import KEY, SECRET, Rehearsal, Server

CREATE = "CreateMcubeWhitelist"
FIELDS = {"WhiteListName": "testers", "WhitelistType": "normal"}


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Rehearsal]:
    """A server that lets each key call twice a second."""
    server = Server(tmp_path / "mds", rate=2)
    server.start()
    yield Rehearsal(server)
    server.stop()


def test_too_many_calls_are_told_when_to_come_again(slow: Rehearsal) -> None:
    answers = [call(slow, "QueryMcubeVhost").send() for _ in range(20)]
    throttled = [one for one in answers if one.status != 200]
    assert len(throttled) >= 10
    for one in throttled:
        refused(one, 429, "Throttling.User")
        assert 0 < int(one.headers["x-acs-retry-after"]) <= 500
    time.sleep(int(throttled[-1].headers["x-acs-retry-after"]) / 1000)
    assert call(slow, "QueryMcubeVhost").send().status == 200


def test_what_was_throttled_has_changed_nothing_and_may_come_again(slow: Rehearsal) -> None:
    made = [call(slow, CREATE, {**FIELDS, "WhiteListName": str(number)}) for number in range(8)]
    waiting = [one for one in made if one.send().status == 429]
    assert waiting
    for one in waiting:
        answer = _when_let_through(one)
        assert answer.json["CreateWhitelistResult"]["Success"] is True
    time.sleep(1)
    assert count(slow) == 8


def test_the_sdk_raises_that_it_is_throttled(slow: Rehearsal) -> None:
    request = models.QueryMcubeVhostRequest(**slow.space)

    def ask_often() -> None:
        for _ in range(20):
            slow.client.query_mcube_vhost(request)

    with pytest.raises(ThrottlingException) as caught:
        ask_often()
    error = caught.value
    assert (error.status_code, error.code) == (429, "Throttling.User")
    assert 0 < error.retry_after <= 500
    assert error.request_id


def test_the_sdk_waits_as_long_as_it_is_told_to(slow: Rehearsal) -> None:
    client = _retrying(slow.server.address)
    for number in range(6):
        request = models.CreateMcubeWhitelistRequest(**slow.space, white_list_name=str(number), whitelist_type="normal")
        assert client.create_mcube_whitelist(request).body.create_whitelist_result.success is True
    request = models.ListMcubeWhitelistsRequest(**slow.space, page_num=1, page_size=10)
    assert client.list_mcube_whitelists(request).body.list_whitelist_result.total_count == 6


def test_a_request_does_not_come_again_after_a_peaceful_restart(tmp_path: Path) -> None:
    with _served(tmp_path) as first:
        made = [call(first, CREATE, FIELDS), call(first, "QueryMcubeVhost", seconds=14 * 60)]
        assert [one.send().status for one in made] == [200, 200]
    with _served(tmp_path) as second:
        # Whoever comes with something new is served at once.
        assert call(second, "QueryMcubeVhost", seconds=-60).send().status == 200
        for one in made:
            refused(_to(second, one).send(), 400, "SignatureNonceUsed")
    with _served(tmp_path) as third:
        for one in made:
            refused(_to(third, one).send(), 400, "SignatureNonceUsed")
        assert count(third) == 1


@pytest.mark.timeout(120)
def test_a_request_does_not_come_again_after_a_crash(tmp_path: Path) -> None:
    with process(tmp_path) as (running, first):
        made = call(first, CREATE, FIELDS)
        assert made.send().status == 200
        running.kill()
        running.wait()
    with process(tmp_path) as (_, second):
        answer = _to(second, made).send()
        refused(answer, 503, "ServiceUnavailable")
        assert 0 < int(answer.headers["x-acs-retry-after"]) <= 4000
        client = _retrying(second.server.address)
        request = models.ListMcubeWhitelistsRequest(**second.space, page_num=1, page_size=10)
        assert client.list_mcube_whitelists(request).body.list_whitelist_result.total_count == 1
        # By then the others are let in, and this one still is not.
        refused(_to(second, made).send(), 503, "ServiceUnavailable")
        assert count(second) == 1


def _when_let_through(made: Call) -> Answer:
    answer = made.send()
    while answer.status == 429:
        time.sleep(int(answer.headers["x-acs-retry-after"]) / 1000)
        answer = made.send()
    return answer


def _to(rehearsal: Rehearsal, made: Call) -> Call:
    """The same request, to another server."""
    return made._replace(host=rehearsal.server.address)


def _retrying(address: str) -> Client:
    conditions = [
        {"maxAttempts": 10, "exception": ["ThrottlingException"], "errorCode": [code]}
        for code in ("Throttling.User", "ServiceUnavailable")
    ]
    options = RetryOptions({"retryable": True, "retryCondition": conditions})
    known = {"access_key_id": KEY, "access_key_secret": SECRET, "retry_options": options}
    return Client(Config(endpoint=address, protocol="http", **known))


@contextmanager
def _served(folder: Path) -> Iterator[Rehearsal]:
    server = Server(folder)
    server.start()
    yield Rehearsal(server)
    server.stop()
