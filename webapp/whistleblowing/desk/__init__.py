"""Inspectors and custodians: keys, cases, identities."""
