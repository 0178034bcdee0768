"""What a server installs may be passed on by whoever passes Ostiary on: docs/licences.md holds no other licence."""

import re

from codegen.licences import PAGE

ALLOWED = {
    "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0", "MPL-2.0", "PSF-2.0", "Unlicense",
}  # fmt: skip


def test_every_licence_is_on_the_list():
    _, table = PAGE.read_text(encoding="utf-8").split("| --- | --- | --- |\n")
    told = re.findall(r"^\| ([\w.-]+) \| [^|]+ \| ([^|]+) \|$", table, flags=re.MULTILINE)
    assert len(told) > 50
    strange = {name: licence for name, licence in told if set(re.split(r"[() ]+|AND|OR", licence)) - {"", *ALLOWED}}
    assert not strange
