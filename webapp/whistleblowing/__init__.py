"""The sealed channel: its own app, database and keys, for people who fear the institution they report to."""
