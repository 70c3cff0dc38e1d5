"""By what a person is found in a text, as it is written in Indonesia (pure). Every pattern is linear."""

from __future__ import annotations

import re

SPACE = r"[ \t\u00a0\u2000-\u200b\u202f./_()\u2010-\u2015\u2212-]"
"""What stands between the groups of a number: spaces of all widths, dots, slashes, brackets, hyphens and dashes."""
GAP = rf"{SPACE}{{0,3}}"
_NO_DATE = (
    r"(?!\d\d?[./-]\d\d?[./-](?:19|20)\d\d(?!\d)|(?:19|20)\d\d-\d\d-\d\d(?!\d)"
    rf"|\d\d[.:]\d\d(?!\d){SPACE}{{1,3}}\d\d[.:]\d\d(?!\d))"
)
"""A number does not begin with a date, nor with the hours of an office."""

EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]++(?:@|\s?[(\[{]\s?(?:at|@)\s?[)\]}]\s?)[\w-]+(?:(?:\.|\s?[(\[{]\s?(?:dot|titik)\s?[)\]}]\s?)[\w-]+)*"
)
"""A long word without @ is read only once."""
HANDLE = re.compile(r"(?<![\w.+@-])@[A-Za-z_][\w.]{2,29}")
"""The name of somebody's account: @budi_smd."""
NIK = re.compile(rf"(?<!\d){_NO_DATE}\d(?:{GAP}\d){{15}}(?!\d)")
"""The number of a person or a family card: 16 digits in any grouping."""
_BEFORE = rf"(?<!\d)(?<!\d[.,]){_NO_DATE}"
_OPEN = r"(?:\((?=\+?\d{2,4}\)))?"
_MOBILE = rf"{_OPEN}(?:\+?62{GAP}(?:0{GAP})?|0{GAP})8(?:{GAP}\d){{7,11}}(?!\d)"
MOBILE = re.compile(rf"{_BEFORE}{_MOBILE}")
"""A telephone that is most likely a person's own."""
TELEPHONE = re.compile(
    rf"{_BEFORE}(?:{_MOBILE}|{_OPEN}(?:\+62{GAP}[2-9]\d{{1,2}}|0[2-9]\d{{1,2}})(?:{GAP}\d){{5,8}}(?!\d))"
)
"""Any telephone, also an office's."""
_AREAS = (
    r"(?:A[ABDEG]?|B[ABDEGHKLMNP]?|D[ABCDEGHKLMNPRST]?|E[ABD]?|F|G|H|K[BHTU]?|L|M|N|P[AB]?|R|S|T|W|Z)"
    rf"{SPACE}{{0,2}}"
)
_UNITS = r"(?!(?i:rt|rw|km|kg|kk|kw|m|cm|mm|ml|l|ha|rb|jt|hr|th|wa|an|di|ke|se|yg|dan|org|pcs)\b)"
PLATE = re.compile(
    rf"\b(?:{_AREAS}\d{{1,4}}{SPACE}{{0,2}}{_UNITS}[A-Z]{{2,3}}|(?i:{_AREAS})\d{{3,4}}{SPACE}{{0,2}}{_UNITS}[A-Za-z]{{1,3}})\b"
)
"""The number of a vehicle: KT 1234 AB."""
