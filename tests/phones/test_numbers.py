"""Phone numbers have one form, and some are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

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


@given(some.sampled_from(sorted(COUNTRY_CODE_TO_REGION_CODE)), some.from_regex(r"0{0,3}[0-9]{4,12}", fullmatch=True))
def test_a_form_is_its_own(country: int, rest: str):
    """Else one line would have several accounts, and counts of its own for each."""
    phone = canonical_phone(f"+{country}{rest}")
    assert phone is None or canonical_phone(phone) == phone


def test_a_single_national_zero_is_no_part_of_it():
    assert canonical_phone("+49 (0) 151 1234567") == canonical_phone("+49 151 1234567") == "+491511234567"


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
        # A national zero too many, which would make more forms of one line. A single one is left out, as people do.
        "+49 00 1511234567",
        "+44 (0) 0 7911 123456",
        "+4600900170501",
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
