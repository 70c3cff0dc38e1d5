"""Stored files: what a crash leaves, what an erasure takes."""
