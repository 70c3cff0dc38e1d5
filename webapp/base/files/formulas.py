"""Which formulas of sheets and charts can do nothing but reckon with what the document itself holds (pure).

Written as ECMA-376 part 1, 18.17 or OpenDocument 1.3 part 4, 5 have it: both name functions in English.
"""

from __future__ import annotations

import re

MOST = 8192
"""Characters that a formula of Excel may have."""
DEAD = "#REF!"
"""What the programs themselves write where a formula has lost what it named."""
_FUNCTIONS = frozenset(
    "SUM SUMIF SUMIFS SUMPRODUCT PRODUCT SUBTOTAL COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS AVERAGE AVERAGEIF "
    "AVERAGEIFS MIN MAX MEDIAN MODE STDEV VAR RANK LARGE SMALL ABS INT MOD ROUND ROUNDUP ROUNDDOWN CEILING FLOOR "
    "TRUNC SQRT POWER SIN COS TAN ATAN ATAN2 PI IF IFS IFERROR IFNA AND OR NOT TRUE FALSE VLOOKUP HLOOKUP LOOKUP "
    "INDEX MATCH CHOOSE ROW ROWS COLUMN COLUMNS LEFT RIGHT MID LEN TRIM UPPER LOWER PROPER TEXT VALUE CONCATENATE "
    "SUBSTITUTE FIND SEARCH REPT DATE DATEDIF DAY DAYS MONTH YEAR WEEKDAY EDATE EOMONTH NETWORKDAYS WORKDAY HOUR "
    "MINUTE TIME ISBLANK ISERROR ISNUMBER ISTEXT PMT PV FV FORMULA IS CONTENT LIST BETWEEN".split()
)
"""The last ones are the ends of what OpenDocument calls its conditions (`cell-content-is-in-list`)."""
_SHEET = r"""'[^'\\/:?*\[\]|]*'"""
# a text; cells as OpenDocument writes them, never a file by its number or name; the name of a sheet, never a path
_PLAIN = re.compile(rf""""[^"]*"|\[(?:[$\w. :]|{_SHEET}(?=\.))*\](?![\w!'])|{_SHEET}(?=[!.])""")
_CALLED = re.compile(r"(?<![\w.])([\w.]++)\s*+\(")
_OUTSIDE = re.compile(r"""[\[\]|'"\\]""")


def is_plain(formula: str) -> bool:
    """Whether it calls known functions only, and names nothing outside: no other file, no program, no address."""
    if len(formula) > MOST:
        return False
    bare = _PLAIN.sub("", formula)
    return not _OUTSIDE.search(bare) and {name.upper() for name in _CALLED.findall(bare)} <= _FUNCTIONS
