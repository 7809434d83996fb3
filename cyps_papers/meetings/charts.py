"""What charts may ask for: the series of a meeting's sources, each under its name."""

from __future__ import annotations

from collections.abc import Mapping

from cyps_papers.figures.source import Source
from cyps_papers.origin import named as asked_for
from cyps_papers.problems import NoAnswerError, did_you_mean
from cyps_papers.vocabulary import Series, Subject
from cyps_papers.word.charts.series import SeriesOf


def series_of(context: Mapping[str, Subject]) -> SeriesOf:
    """The series that charts can be filled with, by name: kpi.cin_open, its .target and its .forecast."""
    sources = [source for source in context.values() if isinstance(source, Source)]
    known = {series.name: series for source in sources for series in source.series()}

    def named(name: str) -> Series:
        if name in known:
            return known[name]
        own = [example for example, series in known.items() if series.origin.source == name]
        examples = ", ".join((own if name in context else [*known])[:3])
        hint = f"Charts show indicators, for example {examples}." if examples else "Charts show indicators."
        if name in context:
            raise NoAnswerError(f"{name} is not one indicator.", hint)
        raise NoAnswerError("there is no such indicator.", did_you_mean(name, known) or hint, asked_for(name))

    return named
