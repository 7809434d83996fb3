"""What charts may ask for: the indicators of a meeting as series, each under its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cyps_papers.figures.series import Indicator, Indicators
from cyps_papers.origin import named as asked_for
from cyps_papers.problems import NoAnswerError, did_you_mean
from cyps_papers.vocabulary import Subject
from cyps_papers.word.charts.series import ChartSeries, SeriesOf


def series_of(context: Mapping[str, Subject]) -> SeriesOf:
    """The series that charts can be filled with, by name: kpi.cin_open, its .target and its .forecast."""
    known = {series.name: series for name, subject in context.items() for series in _of_source(name, subject)}

    def named(name: str) -> ChartSeries:
        if name in known:
            return known[name]
        if name in context:
            raise NoAnswerError(f"{name} is not one indicator.", _examples(name, known))
        hint = did_you_mean(name, known) or _examples("", known)
        raise NoAnswerError("there is no such indicator.", hint, asked_for(name))

    return named


def _of_source(source: str, subject: Subject) -> Iterator[ChartSeries]:
    if isinstance(subject, Indicators):
        for indicator in subject:
            yield from _of_indicator(f"{source}.{indicator.code}", indicator)


def _of_indicator(name: str, indicator: Indicator) -> Iterator[ChartSeries]:
    title = str(indicator.name)
    yield ChartSeries(name, title, indicator.unit, tuple(indicator.observations))
    if indicator.has_target:
        yield ChartSeries(f"{name}.target", f"{title}: target", indicator.target.unit, (indicator.target,))
    try:
        forecast = indicator.forecast
    except NoAnswerError:
        return
    yield ChartSeries(f"{name}.forecast", f"{title}: forecast", indicator.unit, (forecast,))


def _examples(source: str, known: Mapping[str, ChartSeries]) -> str:
    names = [name for name in known if name.startswith(f"{source}." if source else "")][:3]
    return f"Charts show indicators, for example {', '.join(names)}." if names else "Charts show indicators."
