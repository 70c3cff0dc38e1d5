"""docs/packages.svg: the packages as boxes in their layers, with an arrow and a number for each pair of imports.

`python -m tests.docs.drawing` writes it, and the same as a list into docs/architecture.md. A test fails when either is
stale. Colours follow the reader's light or dark; nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs.packages import FOUNDATION, ROOT, imports, layers, sentences, shown, sizes

SVG = ROOT / "docs" / "packages.svg"
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- imports: written by make drawing -->\n", "<!-- end of imports -->\n"

WIDTH, LABEL = 1040, 28
TALL, WIDE = 46, 140
KERNEL = ("cases", "routing", "officers", "agencies", "attachments", "notices")
PLACES = {"cases": 330, "routing": 850, "officers": 410, "agencies": 650, "attachments": 130, "notices": 190}
"""Where the boxes of the kernel stand, so that few arrows cross one."""
STYLE = """
    svg { color-scheme: light dark; font: 15px system-ui, sans-serif; }
    .ground { fill: #ffffff } .band { fill: #f3f6f4 } .box { fill: #ffffff; stroke: #0b5043; stroke-width: 1.5 }
    text { fill: #16211d } .small { font-size: 12.5px; fill: #43524b }
    .line { fill: none; stroke: #66756e; stroke-width: 1.4 }
    .tip { fill: #66756e } .count { font-size: 12.5px }
    .halo { paint-order: stroke; stroke: #f3f6f4; stroke-width: 5px }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #10191a } .band { fill: #18252a } .box { fill: #10191a; stroke: #7fd6bd }
      text { fill: #eef3f1 } .small { fill: #b7c5bf } .line { stroke: #8a9a94 } .tip { fill: #8a9a94 }
      .halo { stroke: #18252a }
    }
"""


@dataclass(frozen=True)
class Box:
    """One package; `x` is its middle, `y` its top."""

    name: str
    x: float
    y: float
    width: float = WIDE


@dataclass(frozen=True)
class Band:
    """A group of layers with its name on the left."""

    title: str
    top: float
    height: float


def boxes() -> dict[str, Box]:
    """Every package at its place."""
    rows = layers()
    others = [name for row in rows[1:] for name in row if name not in (*KERNEL, *FOUNDATION)]
    helpers = [name for name in others if not _is_feature(name)]
    features = [name for name in others if _is_feature(name)]
    found = [*_row(rows[0], 44), *_row((*helpers, *features), 160)]
    kernel = [name for row in rows for name in row if name in KERNEL]
    found += [Box(name, PLACES[name], 282 + 86 * place) for place, name in enumerate(kernel)]
    bottom = 282 + 86 * len(kernel)
    found += [Box(name, WIDTH / 2, bottom + 24 + 62 * place, WIDTH - 100) for place, name in enumerate(FOUNDATION)]
    return {box.name: box for box in found}


def _is_feature(name: str) -> bool:
    """Demo and pwa stand beside the features, which never import each other."""
    return name not in ("demo", "pwa", "channels")


def _row(names: Iterable[str], y: float) -> Iterator[Box]:
    every = list(names)
    step = (WIDTH - 60) / len(every)
    for place, name in enumerate(every):
        yield Box(name, 30 + step * (place + 0.5), y, min(WIDE, step - 14))


def arrows() -> list[tuple[str, str, int]]:
    """(importer, imported, count) for every pair that gets an arrow: not from entry points, not to the foundation."""
    quiet = layers()[0]
    pairs = sorted(imports().items())
    return [(a, b, count) for (a, b), count in pairs if a not in quiet and b not in FOUNDATION]


def draw() -> str:
    """The whole drawing."""
    every = boxes()
    height = every[FOUNDATION[-1]].y + TALL + 24
    parts = [*_bands(every), *_arrows(every), *_titles(every), *(part for box in every.values() for part in _box(box))]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img" aria-labelledby="t d">\n'
        '<title id="t">The packages of Lapor Terbuka and their imports</title>\n'
        f'<desc id="d">{". ".join(sentences())}.</desc>\n<style>{STYLE}</style>\n'
        f'<rect class="ground" width="{WIDTH}" height="{height:g}"/>\n'
    )
    return head + "\n".join(parts) + "\n</svg>\n"


def _bands(every: dict[str, Box]) -> Iterator[str]:
    for band in _grouped(every):
        yield f'<rect class="band" x="14" y="{band.top:g}" width="{WIDTH - 28}" height="{band.height:g}" rx="10"/>'


def _titles(every: dict[str, Box]) -> Iterator[str]:
    for band in _grouped(every):
        yield f'<text class="small halo" x="{LABEL}" y="{band.top + 20:g}">{band.title}</text>'


def _grouped(every: dict[str, Box]) -> tuple[Band, ...]:
    kernel = [box.y for box in every.values() if box.name in KERNEL]
    return (
        Band("Entry points: they wire everything together", 12, 94),
        Band("Demo and pwa; features, which never import each other", 128, 94),
        Band("Kernel: each imports only what stands lower", 244, max(kernel) + TALL - 244 + 12),
        Band("Foundation: knows no word of complaints", max(kernel) + TALL + 26, 32 + 62 * len(FOUNDATION)),
    )


def _box(box: Box) -> Iterator[str]:
    left = box.x - box.width / 2
    yield f'<rect class="box" x="{left:.0f}" y="{box.y:g}" width="{box.width:.0f}" height="{TALL}" rx="6"/>'
    yield f'<text x="{box.x:.0f}" y="{box.y + 19:g}" text-anchor="middle">{shown(box.name)}</text>'
    yield f'<text class="small" x="{box.x:.0f}" y="{box.y + 37:g}" text-anchor="middle">{_note(box.name)}</text>'


def _note(name: str) -> str:
    """What has no arrow: how often the foundation is imported, or, for an entry point, everything."""
    quiet = layers()[0]
    below = sum(n for (a, b), n in imports().items() if a == name and (name in quiet or b in FOUNDATION))
    if name in FOUNDATION:
        return f"{sizes()[name]} modules" if sizes()[name] > 1 else "1 module"
    return f"{below} imports" if name in quiet else f"{sizes()[name]} modules, base {below}"


def _arrows(every: dict[str, Box]) -> Iterator[str]:
    for importer, imported, count in arrows():
        start, end = _port(every, importer, imported, out=True), _port(every, importer, imported, out=False)
        (x0, y0), (x1, y1) = start, end
        middle = (y0 + y1) / 2
        yield f'<path class="line" d="M{x0:.0f} {y0:g}C{x0:.0f} {middle:g} {x1:.0f} {middle:g} {x1:.0f} {y1 - 7:g}"/>'
        yield f'<path class="tip" d="M{x1:.0f} {y1:g}l-4.5 -8h9z"/>'
        yield f'<text class="count halo" x="{x0:.0f}" y="{y0 + 17:g}" text-anchor="middle">{count}</text>'


def _port(every: dict[str, Box], importer: str, imported: str, *, out: bool) -> tuple[float, float]:
    """Where an arrow leaves the importer's lower edge, or meets the imported's upper one, side by side with others."""
    box = every[importer if out else imported]
    if out:
        others = sorted((b for a, b, _ in arrows() if a == importer), key=lambda name: every[name].x)
        place, many = others.index(imported), len(others)
    else:
        others = sorted((a for a, b, _ in arrows() if b == imported), key=lambda name: every[name].x)
        place, many = others.index(importer), len(others)
    return box.x - box.width / 2 + box.width * (place + 1) / (many + 1), box.y + (TALL if out else 0)


def page(text: str) -> str:
    """docs/architecture.md with the list of imports as it is now."""
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n" + "".join(f"- {sentence}\n" for sentence in sentences()) + f"\n{END}{after}"


def main(svg: Path = SVG, doc: Path = PAGE) -> None:
    """Write both."""
    svg.write_text(draw(), encoding="utf-8")
    doc.write_text(page(doc.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
