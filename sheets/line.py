"""The journey drawn as one line: dotted in awareness, dashed in buying, solid in adoption. Pure: phases in, SVG out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from journeys.phases import Phase

HUE = {Phase.AWARE: "#2c5fa3", Phase.BUY: "#a35f06", Phase.ADOPT: "#14755c"}
FILL = {Phase.AWARE: "#ffffff", Phase.BUY: "#f6e3c3", Phase.ADOPT: "#14755c"}
STROKE = {
    Phase.AWARE: 'stroke-dasharray="0.1 14" stroke-linecap="round"',
    Phase.BUY: 'stroke-dasharray="24 14"',
    Phase.ADOPT: "",
}
WIDTH, HEIGHT, MARGIN = 1660, 54, 30


def journey_svg(phases: Sequence[Phase], here: Collection[int] = ()) -> str:
    """Return the line with one node a stage; the stages `here` (from 1) stand out, or none does."""
    step = (WIDTH - 2 * MARGIN) / max(len(phases) - 1, 1)
    places = [MARGIN + step * place for place in range(len(phases))]
    radius = min(14.0, step * 0.2)
    parts = [*_segments(phases, places, step), *_nodes(phases, places, radius, here)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">{"".join(parts)}</svg>'
    )


def _segments(phases: Sequence[Phase], places: Sequence[float], step: float) -> Iterator[str]:
    pad = min(34.0, step * 0.3)
    for phase, start in zip(phases[:-1], places, strict=False):
        yield (
            f'<path d="M{start + pad:.1f} 27H{start + step - pad:.1f}" '
            f'stroke="{HUE[phase]}" stroke-width="5" fill="none" {STROKE[phase]}/>'
        )


def _nodes(phases: Sequence[Phase], places: Sequence[float], radius: float, here: Collection[int]) -> Iterator[str]:
    for number, (phase, x) in enumerate(zip(phases, places, strict=True), start=1):
        if number in here:
            yield f'<circle cx="{x:.1f}" cy="27" r="{radius * 1.8:.1f}" fill="{HUE[phase]}"/>'
            yield f'<circle cx="{x:.1f}" cy="27" r="{radius * 0.65:.1f}" fill="#ffffff"/>'
        else:
            fill = "#ffffff" if here else FILL[phase]
            shape = f'cx="{x:.1f}" cy="27" r="{radius:.1f}"'
            yield f'<circle {shape} fill="{fill}" stroke="{HUE[phase]}" stroke-width="5"/>'
