"""A case's evidence: accepted, cleaned, stored under a key of its own, handed out again.

Accept (sealed while it comes) → recognise and clean (`base.files`, in a process of its own, in memory only) → stage and
fsync → commit its row → promote. A crash between any two leaves the acknowledged file whole, or an orphan among the
staged ones, which `service.sweep` takes away. Knows no case but by its number.
"""
