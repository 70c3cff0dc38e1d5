"""Every table of the main database, imported so that the metadata is whole."""

from webapp.agencies import models as agencies
from webapp.attachments import models as attachments
from webapp.base import drafts
from webapp.cases import accommodations, desk_index, projecting
from webapp.cases import models as cases
from webapp.notices import models as notices
from webapp.officers import models as officers
from webapp.routing import models as routing
from webapp.tracking import models as tracking

__all__ = [
    "accommodations",
    "agencies",
    "attachments",
    "cases",
    "desk_index",
    "drafts",
    "notices",
    "officers",
    "projecting",
    "routing",
    "tracking",
]
