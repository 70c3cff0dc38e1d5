"""Installable: a manifest, and a service worker that knows the offline page and nothing else."""
