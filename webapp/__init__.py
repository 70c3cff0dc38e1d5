"""Lapor Terbuka: an open public-complaint service. `webapp.app` lists what the public site is made of.

Nothing is imported here: the sealed process (`webapp.sealed`) must load no part of the public site.
"""
