"""Phone numbers: the one form in which they are stored, compared and texted (E.164), and which never are."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

from services.errors import FieldFault, InvalidInput

_LONGEST = 40
_FORM = re.compile(r"\+[0-9 ().\-/]+")


def canonical_phone(text: str) -> str | None:
    """E.164, such as +15555555555; None where it is not a number with its country code.

    A length that is possible in its country is enough: numbering plans grow faster than any list, and the code that is
    texted proves the rest.
    """
    number = _parsed(text)
    return _written(number) if number is not None else None


def required_phone(text: str, path: str = "phone") -> str:
    phone = canonical_phone(text)
    if phone is None:
        raise InvalidInput(FieldFault(path, "must be a phone number with its country code, such as +15555555555"))
    return phone


def national_part(phone: str) -> str:
    """Of a canonical number: its digits without the country code, as people know it by heart."""
    return phonenumbers.national_significant_number(phonenumbers.parse(phone))


def country_of(phone: str) -> str:
    """Of a canonical number: the region, such as DE, or the country code where the numbering plan tells no more."""
    number = phonenumbers.parse(phone)
    return phonenumbers.region_code_for_number(number) or str(number.country_code)


def _parsed(text: str) -> phonenumbers.PhoneNumber | None:
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text).strip()
    if not _FORM.fullmatch(plain):
        return None
    try:
        number = phonenumbers.parse(plain)
        # A zero too many, as in +49 00 171, would make another form of a line, with an account and counts of its own.
        is_own_form = phonenumbers.parse(_written(number)) == number
    except phonenumbers.NumberParseException:
        return None
    is_fit = phonenumbers.is_possible_number(number) and not _is_paid_line(number)
    return number if is_fit and is_own_form else None


def _written(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_paid_line(number: phonenumbers.PhoneNumber) -> bool:
    """A text to one of these earns money for whoever asked for it, and reaches no person."""
    kinds = phonenumbers.PhoneNumberType
    return phonenumbers.number_type(number) in (kinds.PREMIUM_RATE, kinds.SHARED_COST)
