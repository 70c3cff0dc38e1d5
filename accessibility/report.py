"""The report of an audit, for a terminal."""

from __future__ import annotations

from collections import Counter

from accessibility.findings import Finding


def summary(pages: list[str], views: int, findings: list[Finding]) -> str:
    """Each fault on its line, then how much was looked at and how much was found, by rule."""
    lines = [str(finding) for finding in findings]
    rules = Counter(finding.rule for finding in findings)
    lines.append(f"{len(pages)} pages × {views} views: {len(findings)} findings")
    lines += [f"  {count:4}  {rule}" for rule, count in rules.most_common()]
    return "\n".join(lines)
