"""Against SMS pumping: past a cap the answer stays as it was, nothing is sent, and an event tells."""

import pytest

from services.delivery.sms.caps import SmsCaps
from services.limits import RateLimiter
from services.outage import Outage
from tests.phones.callers import METHODS, code_to, new_phone, sign_up, sign_up_verified
from tests.support.mail import mails_to

GENEROUS = "1000/minute"


def caps(budget: int = 1000, *, limits_people: bool = True) -> SmsCaps:
    return SmsCaps(RateLimiter(None, Outage()), budget, limits_people=limits_people)


async def names(caps: SmsCaps, calls: list[tuple[str, str | None]]) -> list[str | None]:
    return [await caps.reached(phone, client) for phone, client in calls]


async def test_one_number():
    phone = new_phone()
    assert await names(caps(), [(phone, f"203.0.113.{n}") for n in range(6)]) == [None] * 5 + ["number"]


@pytest.mark.parametrize("clients", [["203.0.113.7"], ["2001:db8::1", "2001:db8::ffff"], [None, "no address"]])
async def test_one_client(clients: list[str | None]):
    calls = [(new_phone(), clients[n % len(clients)]) for n in range(21)]
    assert await names(caps(), calls) == [None] * 20 + ["client"]


async def test_one_country_uses_up_half_of_the_budget():
    limited = caps(10, limits_people=False)
    assert await names(limited, [(new_phone(), None) for _ in range(6)]) == [None] * 5 + ["country"]
    assert await names(limited, [(new_phone("+336"), None) for _ in range(5)]) == [None] * 5
    assert await names(limited, [(new_phone("+4479"), None)]) == ["budget"]


async def test_decoys_leave_the_budget_alone():
    limited = caps(4, limits_people=False)
    decoys = [await limited.reached(new_phone(), None, is_decoy=True) for _ in range(5)]
    assert decoys == [None, None, "country", "country", "country"]
    assert await names(limited, [(new_phone(), None)]) == [None]


def withheld(server) -> list[dict]:
    return server.database.rows("SELECT * FROM audit_events WHERE type = 'auth.sms_withheld' ORDER BY id")


def test_past_the_budget_the_answer_is_alike_and_nothing_is_sent(start_server):
    server = start_server(SIGN_IN_METHODS=METHODS, SMS_BUDGET_PER_HOUR=4)
    api, phones = server.api, [new_phone() for _ in range(3)]
    for phone in phones:
        sign_up(api, phone=phone)
    server.database.settle()
    assert [len(mails_to(api, phone)) for phone in phones] == [1, 1, 0]
    (event,) = withheld(server)
    assert '"country"' in str(event["detail"]).replace("'", '"')
    assert "sms_withheld" in server.log
    assert phones[2] not in server.log


def test_a_code_sent_before_the_cap_stays_good(start_server):
    server = start_server(SIGN_IN_METHODS=METHODS, SMS_BUDGET_PER_HOUR=4)
    person = sign_up_verified(server.api)
    server.api.run("sendSignInCode", phone=person.email)
    code = code_to(server.api, person.email, count=2)
    server.api.run("sendSignInCode", phone=person.email)
    assert len(withheld(server)) == 1
    outcome = server.api.run("signInWithCode", input={"phone": person.email, "code": code})
    assert outcome["__typename"] == "SignedIn"


def test_with_rate_limits_on_one_number_is_texted_five_times_an_hour(start_server):
    quotas = {f"RATE_LIMIT_{name}": GENEROUS for name in ("SIGN_UP_WITH_PHONE", "RESEND_VERIFICATION_CODE")}
    server = start_server(SIGN_IN_METHODS=METHODS, SMS_BUDGET_PER_HOUR=1000, RATE_LIMITS="on", **quotas)
    phone = sign_up(server.api)
    for _ in range(6):
        server.api.run("resendVerificationCode", phone=phone)
    server.database.settle()
    assert len(mails_to(server.api, phone)) == 5
    assert len(withheld(server)) == 2


def test_the_printed_quota_holds(start_server):
    server = start_server(SIGN_IN_METHODS=METHODS, RATE_LIMITS="on")
    phone = new_phone()
    assert server.api.run("sendSignInCode", phone=phone)["__typename"] == "CodeSent"
    with server.database.unchanged():
        answer = server.api.execute("sendSignInCode", phone=phone)
    assert (answer.code, answer.status) == ("RATE_LIMITED", 429)
    assert 0 < answer.retry_after <= 30


def test_another_spelling_of_the_number_is_no_way_around_the_quota(start_server):
    server = start_server(SIGN_IN_METHODS=METHODS, RATE_LIMITS="on")
    phone = new_phone()
    assert server.api.run("sendSignInCode", phone=phone)["__typename"] == "CodeSent"
    assert server.api.execute("sendSignInCode", phone=f"{phone[:3]}-{phone[3:]}").code == "RATE_LIMITED"
