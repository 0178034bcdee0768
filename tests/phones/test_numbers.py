"""Phone numbers have one form, and some are none."""

import pytest

from services.errors import InvalidInput
from services.phones import canonical_phone, country_of, national_part, required_phone


@pytest.mark.parametrize(
    "written",
    [
        "+15555555555",
        " +1 555 555 5555\n",
        "+1 (555) 555-5555",
        "+1-555-555-5555",
        "+1.555.555.5555",
        "＋１５５５５５５５５５５",
    ],
)
def test_a_number_has_one_form(written: str):
    assert canonical_phone(written) == "+15555555555"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "+",
        "+1",
        "5555555555",
        "00491511234567",
        "(555) 555-5555",
        "+0000000000",
        "+999123456789",
        "+441234567890123456",
        "+1555555555a",
        "+1800FLOWERS",
        "tel:+15555555555",
        "+15555555555;ext=5",
        "+15555555555 x5",
        "+15555555555,+491511234567",
        "+1555\x005555555",
        "+1555\ud8005555555",
        "+" + "1" * 1_000_000,
        "ann@example.com",
    ],
)
def test_what_is_no_number(written: str):
    assert canonical_phone(written) is None
    with pytest.raises(InvalidInput):
        required_phone(written)


@pytest.mark.parametrize("written", ["+19005551234", "+4490912345678", "+491805123456"])
def test_lines_that_charge_the_caller_are_not_texted(written: str):
    assert canonical_phone(written) is None


@pytest.mark.parametrize(
    ("phone", "country", "national"),
    [
        ("+491511234567", "DE", "1511234567"),
        ("+18765551234", "JM", "8765551234"),
        ("+12025550123", "US", "2025550123"),
        ("+15555555555", "1", "5555555555"),
    ],
)
def test_where_a_number_is_from(phone: str, country: str, national: str):
    assert (country_of(phone), national_part(phone)) == (country, national)
