"""The blueprint of the desk with all its views; importing this module is what attaches them."""

from __future__ import annotations

from webapp.whistleblowing.desk import custody, figures_page, routes, sharing
from webapp.whistleblowing.desk.blueprint import bp

__all__ = ["bp", "custody", "figures_page", "routes", "sharing"]
