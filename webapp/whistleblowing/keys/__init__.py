"""Accounts of those who hold keys: how a key is made, changed, handed on and lost; the door of the desk."""
