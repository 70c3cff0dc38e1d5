"""Real files with bytes changed, cut, doubled: they are cleaned or refused, and nothing else ever comes out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.base.files.conftest import MAKERS
from tests.base.files.plants import SERIAL, found_in
from webapp.base.files.cleaning import clean
from webapp.base.files.kinds import FACTS, Family, Kind, recognise
from webapp.base.files.places import place_in
from webapp.base.files.refusals import Refused

TIMES = 2000 if os.environ.get("LAPOR_SOAK") else 40
positions = st.floats(0, 1, exclude_max=True)
changes = st.one_of(
    st.tuples(st.just("set"), positions, st.integers(0, 255)),
    st.tuples(st.just("cut"), positions, st.integers(1, 4000)),
    st.tuples(st.just("double"), positions, st.integers(1, 400)),
    st.tuples(st.just("zero"), positions, st.integers(1, 64)),
    st.tuples(st.just("end"), positions, st.just(0)),
)
Change = tuple[str, float, int]


def mutated(data: bytes, change: Change) -> bytes:
    how, where, much = change
    at = int(where * len(data))
    match how:
        case "set":
            return data[:at] + bytes((much,)) + data[at + 1 :]
        case "cut":
            return data[:at] + data[at + much :]
        case "double":
            return data[: at + much] + data[at:]
        case "zero":
            return data[:at] + bytes(much) + data[at + much :]
        case _:
            return data[:at]


@pytest.mark.soak
@pytest.mark.parametrize("name", MAKERS)
@settings(max_examples=TIMES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutations=st.lists(changes, min_size=1, max_size=6))
def test_it_is_cleaned_or_refused(name: str, corpus: dict[str, Path], tmp_path: Path, mutations: list[Change]) -> None:
    data = corpus[name].read_bytes()
    for change in mutations:
        data = mutated(data, change)
    path, target = tmp_path / "kotor", tmp_path / "bersih"
    path.write_bytes(data)
    target.unlink(missing_ok=True)  # of the example before
    place_in(path)
    try:
        kind = recognise(path, name)
        complete = clean(path, target, kind).complete
    except Refused:
        assert not target.exists()
        return
    _nothing_leaks(target, kind, complete)


def _nothing_leaks(target: Path, kind: Kind, complete: bool) -> None:
    """Pictures are pixels; elsewhere a broken frame may be copied as it is, but not what stood beside the frames."""
    assert recognise(target) is kind
    if complete and FACTS[kind].family is Family.IMAGE:
        assert SERIAL not in found_in(target.read_bytes())


@given(st.binary(max_size=3000), st.sampled_from(Kind))
@settings(max_examples=TIMES * 5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_noise_is_refused_by_every_cleaner(tmp_path: Path, data: bytes, kind: Kind) -> None:
    (tmp_path / "kotor").write_bytes(data)
    with pytest.raises(Refused):
        clean(tmp_path / "kotor", tmp_path / "bersih", kind)
