"""The filters of Jinja's that templates may use: none that draws lots, writes markup or prints what a value is inside.

Figures have filters of their own beside these.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, pass_environment, pass_eval_context
from jinja2.filters import FILTERS, do_batch, do_format, do_replace, do_sum
from jinja2.nodes import EvalContext

from cyps_papers.problems import NoAnswerError
from cyps_papers.word.rendering.budget import LONGEST, is_refused_form

TEXT_FILTERS = "upper lower title capitalize trim replace truncate string format e escape".split()
"""From text to text: given a figure they give the same figure, printed otherwise."""
ITEM_FILTERS = "map select reject selectattr rejectattr sort groupby unique sum min max batch".split()
"""Those that do something with each item of a list."""
_GLANCING = "count d default first last length".split()
"""Those that take no longer for a long list."""
_OTHERS = "abs float int items join list reverse round".split()

TOO_LARGE = "This would be too large."
MAKE_IT_SMALLER = "Make a number or text in it smaller."
MOST_IN_A_BATCH = 1_000


@pass_eval_context
def _replace(context: EvalContext, text: Any, old: Any, new: Any, count: int | None = None) -> Any:
    if is_too_long_replaced(text, old, new):
        raise NoAnswerError(TOO_LARGE, MAKE_IT_SMALLER)
    return do_replace(context, text, old, new, count)


def _format(form: Any, *values: Any, **named: Any) -> Any:
    if is_refused_form(str(form), is_old=True):
        raise NoAnswerError(TOO_LARGE, MAKE_IT_SMALLER)
    return do_format(form, *values, **named)


def _batch(values: Any, linecount: int, fill_with: Any = None) -> Any:
    if linecount > MOST_IN_A_BATCH:
        raise NoAnswerError(TOO_LARGE, MAKE_IT_SMALLER)
    return do_batch(values, linecount, fill_with)


@pass_environment
def _sum(environment: Environment, values: Any, attribute: str | int | None = None, start: Any = 0) -> Any:
    if isinstance(start, str | list | tuple):
        raise NoAnswerError("Only numbers can be summed.", "Join texts: |join(', ').")
    return do_sum(environment, values, attribute, start)


def is_too_long_replaced(text: Any, old: Any, new: Any, *_: Any) -> bool:
    """Whether a text would be too long with this in place of that."""
    return str(text).count(str(old)) * len(str(new)) > LONGEST


JINJA_FILTERS: dict[str, Callable[..., Any]] = {
    **{name: FILTERS[name] for name in (*TEXT_FILTERS, *ITEM_FILTERS, *_GLANCING, *_OTHERS)},
    **{"replace": _replace, "format": _format, "batch": _batch, "sum": _sum},
}
LOOKING_THROUGH = frozenset(JINJA_FILTERS) - frozenset(_GLANCING)
"""Those that take the longer, the longer the list or text."""
