"""Text from the nasty end of Unicode."""

from hypothesis import strategies as some

PIECES = (
    # What no database or no UTF-8 holds.
    *("\x00", "\ud800", "\udfff", "\ud83d"),
    # What steers terminals, headers and lines.
    *("\r\n", "\n", "\t", "\x1b[31m", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff"),
    # What is not seen, or turns the reading round.
    *("\u202e", "\u2066", "\u2069", "\u200b", "\u200d", "\u200e", "\u00ad", "\u3164", "\u00a0", "\u3000"),
    # One character in several forms: NFC, NFD, NFKC.
    *("é", "e\u0301", "ﬁ", "Å", "\u212b", "한", "\u1112\u1161\u11ab", "ſ", "İ", "ı", "ß", "ẞ", "①", "＠", "．", "‥"),
    # Marks without end, and characters beyond sixteen bits.
    *("\u0300\u0316" * 20, "\u0e49" * 20, "👩‍👩‍👧‍👦", "🇦🇹", "𝕏", "\U0010ffff", "\U000e0041", "\ufdfd"),
    # What other languages take for code.
    *("'", '"', "\\", "`", "%00", "%s", "{0}", "${7*7}", "{{7*7}}", "<script>", "--", "; DROP", "../", "\\u0000"),
    *("a@b.example", "+4915112345678", "http://", "javascript:", "01900000-0000-7000-8000-000000000000", "-1", "NaN"),
)  # fmt: skip

# About the bounds of names, addresses and what is stored as text; and beyond all of them.
LENGTHS = some.sampled_from([101, 201, 255, 2001, 10_000])


def text() -> "some.SearchStrategy[str]":
    """Short mixtures mostly; now and then one that is very long."""
    mixture = some.lists(some.one_of(some.sampled_from(PIECES), some.text(max_size=4)), max_size=6).map("".join)
    long = some.builds(lambda piece, length: (piece * length)[:length], some.sampled_from(PIECES), LENGTHS)
    return some.one_of(mixture, mixture, mixture, long)


def value() -> "some.SearchStrategy[object]":
    """JSON with such text in it, as a name too."""
    leaf = some.one_of(
        text(), some.none(), some.booleans(), some.integers(), some.floats(allow_nan=False, allow_infinity=False)
    )
    return some.recursive(
        leaf, lambda inner: some.one_of(some.lists(inner, max_size=3), some.dictionaries(text(), inner, max_size=3)),
        max_leaves=5,
    )  # fmt: skip
