"""By what a person is found in a text, as it is written in Indonesia (pure)."""

from __future__ import annotations

import re

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+")
"""A long word without @ is read only once."""
NIK = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
"""The number of a person or a family card: 16 digits in any grouping."""
MOBILE = re.compile(r"(?<!\d)(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,11}(?!\d)")
"""A telephone that is most likely a person's own."""
TELEPHONE = re.compile(r"(?<![\w.])(?:\+62|62|0)[ .-]?(?:\d[ .-]?){7,11}\d(?!\w)")
"""Any telephone, also an office's."""
PLATE = re.compile(r"\b(?!RT|RW|KM|SD)[A-Z]{1,2} ?\d{1,4} ?(?!RT|RW)[A-Z]{2,3}\b")
"""The number of a vehicle: KT 1234 AB."""
