"""`flask routing`: try and apply rules, and measure the suggestions; for an operator."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup

from webapp.base.web import database
from webapp.cases.rerouting import DryRun, dry_run
from webapp.routing import ruleset
from webapp.routing.evaluate import Report, evaluate
from webapp.routing.ruleset import RulesRefused
from webapp.routing.service import apply_rules
from webapp.routing.table import RuleSet

routing_group = AppGroup("routing", help="Which agency gets a case: the rules, and how good the suggestions are.")
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
NEWEST = click.option("--newest", default=10_000, show_default=True, help="So many past cases are looked at.")
COLUMNS = ["text", "label"]


@routing_group.command("dry-run")
@FILE
@NEWEST
def dry_run_command(file: Path, newest: int) -> None:
    """Say which past cases the rules of a TOML FILE would send elsewhere; nothing is changed."""
    try:
        with database().read() as session:
            _tell(dry_run(session, _rules(file), newest))
    except RulesRefused as refused:
        raise _refusal(refused) from None


@routing_group.command("apply")
@FILE
@click.option("--by", "made_by", required=True, help="Who decided on these rules.")
@NEWEST
def apply_command(file: Path, made_by: str, newest: int) -> None:
    """Make the rules of a TOML FILE the version in force, unless they would orphan cases."""
    try:
        rules = _rules(file)
        with database().read() as session:  # may take a minute; nobody's report waits for it
            _tell(dry_run(session, rules, newest))
        with database().write() as session:
            number = apply_rules(session, rules, made_by, datetime.now(UTC))
    except RulesRefused as refused:
        raise _refusal(refused) from None
    click.echo(f"Version {number} of the rules is in force.")


@routing_group.command("evaluate")
@FILE
@click.option("--cold", is_flag=True, help="Word lists and competences only; nothing is learned.")
@click.option("--seed", default=20261209, show_default=True, help="Shuffles the folds.")
def evaluate_command(file: Path, cold: bool, seed: int) -> None:
    """Measure the suggestions on a CSV FILE with the columns text,label, by 5-fold cross-validation."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not set(COLUMNS) <= set(rows.fieldnames or ()):
            raise click.ClickException(f"The first line must be: {','.join(COLUMNS)}")
        examples = [(row["text"], row["label"].strip()) for row in rows if row["text"] and row["label"]]
    if not examples:
        raise click.ClickException("The file has no texts with labels.")
    click.echo("\n".join(_figures(evaluate(examples, cold, seed), cold, seed)))


def _figures(report: Report, cold: bool, seed: int) -> list[str]:
    how = "cold: word lists and competences, no training" if cold else f"learned: 5 folds, stratified, seed {seed}"
    lines = [
        f"mode      {how}",
        f"texts     n={report.n}, {report.labels} labels, {report.copies} near copies kept in one fold",
        f"top-1     {report.top1} (n={report.n}, Wilson 95 %)",
        f"top-3     {report.top3} (n={report.n}, Wilson 95 %)",
        f"macro-F1  {report.macro_f1} (n={report.n}, {report.labels} labels, bootstrap 95 %)",
    ]
    return [*lines, f"unknown   {len(report.unknown)} labels are in no word list"] if report.unknown else lines


def _rules(file: Path) -> RuleSet:
    return ruleset.read(file.read_text(encoding="utf-8"))


def _tell(run: DryRun) -> None:
    for one in run.elsewhere:
        click.echo(f"Case {one.ticket}: {one.before} -> {one.after} (rule {one.rule})")
    click.echo(f"{len(run.elsewhere)} of {run.cases} cases would go elsewhere than by version {run.version}.")


def _refusal(refused: RulesRefused) -> click.ClickException:
    return click.ClickException("\n".join(["These rules were refused.", *refused.faults]))
