"""The auditing test client: every page that any test fetches is checked, and it reads like a person's browser.

    page = client.get_page("/lapor")
    page.fill("Judul", "Parit tersumbat").submit("Simpan dan lanjut")

Each rule is a function from a Document to the faults it finds; `rules.RULES` names them all.
"""

from tests.auditing.client import AuditingClient
from tests.auditing.document import Document
from tests.auditing.page import Page
from tests.auditing.rules import audit

__all__ = ["AuditingClient", "Document", "Page", "audit"]
