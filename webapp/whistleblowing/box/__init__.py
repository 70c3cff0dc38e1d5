"""The reporter comes back with the code: status, talk, evidence, escalation, deletion."""
