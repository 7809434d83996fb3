"""Periods as officers write them: a day, a month, a quarter, a half year, a financial or a calendar year."""

from cyps_papers.periods.grammar import MONTH_NAMES as MONTH_NAMES
from cyps_papers.periods.grammar import UNSAID as UNSAID
from cyps_papers.periods.grammar import Convention as Convention
from cyps_papers.periods.grammar import is_like_a_date as is_like_a_date
from cyps_papers.periods.grammar import is_year as is_year
from cyps_papers.periods.grammar import other_day as other_day
from cyps_papers.periods.grammar import parse as parse
from cyps_papers.periods.grammar import parse_date as parse_date
from cyps_papers.periods.grammar import readings as readings
from cyps_papers.periods.grammar import written_like as written_like
from cyps_papers.periods.period import MONTHS as MONTHS
from cyps_papers.periods.period import Grain as Grain
from cyps_papers.periods.period import Period as Period
from cyps_papers.periods.period import calendar_year as calendar_year
from cyps_papers.periods.period import day as day
from cyps_papers.periods.period import month as month
from cyps_papers.periods.period import parts_of as parts_of
