"""Audits of a running site from outside: a real browser, axe-core, pictures. Imports nothing of the service itself.

python -m accessibility audit --url http://127.0.0.1:8000
"""
