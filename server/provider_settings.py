"""The settings of providers: OAUTH_<PROVIDER>_… of the six that we know, OIDC_<NAME>_… of any OpenID issuer."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

_SECRET = ("CLIENT_ID", "CLIENT_SECRET")
_NEEDED = {
    "google": _SECRET,
    "github": _SECRET,
    "apple": ("CLIENT_ID", "TEAM_ID", "KEY_ID", "PRIVATE_KEY"),
    "facebook": _SECRET,
    "twitter": _SECRET,
    "discord": _SECRET,
}
_NEEDED_OF_OIDC = ("ISSUER", *_SECRET)
_NAME = re.compile(
    r"(?P<family>OAUTH|OIDC)_(?P<provider>[A-Z0-9]+(?:_[A-Z0-9]+)*?)"
    r"_(?P<end>CLIENT_ID|CLIENT_SECRET|BASE_URL|ISSUER|TEAM_ID|KEY_ID|PRIVATE_KEY)"
)


class Setup(NamedTuple):
    """One provider, and what was set for it by the end of each setting's name."""

    family: str
    name: str
    values: dict[str, str]

    @property
    def needed(self) -> tuple[str, ...]:
        return _NEEDED_OF_OIDC if self.family == "OIDC" else _NEEDED.get(self.name, ())

    @property
    def allowed(self) -> tuple[str, ...]:
        """BASE_URL puts a server of one's own in the provider's place, for tests."""
        return self.needed if self.family == "OIDC" else (*self.needed, "BASE_URL")


def given(environment: Mapping[str, str], prefix: str) -> dict[str, str]:
    """By the name without the prefix; an empty value counts as none."""
    starts = (f"{prefix}OAUTH_", f"{prefix}OIDC_")
    return {
        name.removeprefix(prefix): value for name, value in environment.items() if value and name.startswith(starts)
    }


def setups(settings: Mapping[str, str]) -> list[Setup]:
    found: dict[tuple[str, str], Setup] = {}
    for name, value in settings.items():
        if match := _NAME.fullmatch(name):
            key = (match["family"], match["provider"].lower())
            found.setdefault(key, Setup(*key, {})).values[match["end"]] = _cleaned(match["end"], value)
    return sorted(found.values())


def _cleaned(end: str, value: str) -> str:
    """A key of several lines fits into one line with `\\n` in it."""
    return value.replace("\\n", "\n") if end == "PRIVATE_KEY" else value.strip()


def faults(settings: Mapping[str, str], *, is_production: bool) -> list[str]:
    """One sentence for each setting that will not do."""
    unknown = [f"{name}: is no setting of a provider." for name in settings if not _NAME.fullmatch(name)]
    found = setups(settings)
    names = [setup.name for setup in found]
    doubled = [
        f"OIDC_{name.upper()}_ISSUER: another provider has this name." for name in {*names} if names.count(name) > 1
    ]
    return [*unknown, *doubled, *(fault for setup in found for fault in _faults_of(setup, is_production))]


def _faults_of(setup: Setup, is_production: bool) -> Iterator[str]:
    start = f"{setup.family}_{setup.name.upper()}_"
    if not setup.needed:
        yield f"{start}CLIENT_ID: there is no such provider; any OpenID issuer is set up by OIDC_<NAME>_ISSUER."
        return
    for end in sorted({*setup.needed} - {*setup.values}):
        yield f"{start}{end}: is needed too."
    for end in sorted({*setup.values} - {*setup.allowed}):
        yield f"{start}{end}: is no setting of this provider."
    for end in ("ISSUER", "BASE_URL"):
        if end in setup.values and not _is_address(setup.values[end], is_production):
            yield f"{start}{end}: must be an https address{'' if is_production else ', or http in development'}."
    if is_production and "BASE_URL" in setup.values:
        yield f"{start}BASE_URL: is for tests, not for production."
    if "PRIVATE_KEY" in setup.values and not _is_private_key(setup.values["PRIVATE_KEY"]):
        yield f"{start}PRIVATE_KEY: must be the EC private key that Apple gave you, in PEM."


def _is_address(url: str, is_production: bool) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    schemes = ("https",) if is_production else ("https", "http")
    return parts.scheme in schemes and bool(parts.hostname) and not parts.query and not parts.fragment


def _is_private_key(pem: str) -> bool:
    try:
        return isinstance(load_pem_private_key(pem.encode(), None), EllipticCurvePrivateKey)
    except (ValueError, TypeError):
        return False
