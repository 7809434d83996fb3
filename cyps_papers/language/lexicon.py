"""The words by which claims are told: of change, rank, target, plan and doubt."""

from __future__ import annotations

from decimal import Decimal

from cyps_papers.language.amounts import Hedge
from cyps_papers.language.claim import Degree, Extreme, Standing, Trend
from cyps_papers.language.tokens import Phrases, alike

TREND_VERBS = {
    **alike("rise|rises|rose|risen|rising|increase|increases|increased|increasing|grow|grows|grew|grown", Trend.RISE),
    **alike("growing|climb|climbs|climbed|climbing|widen|widened|widening|overspend|overspends|overspent", Trend.RISE),
    **alike("fall|falls|fell|fallen|falling|decrease|decreases|decreased|decreasing|decline|declines", Trend.FALL),
    **alike("declined|declining|reduce|reduces|reduced|reducing|drop|drops|dropped|dropping|lessened", Trend.FALL),
    **alike("shorten|shortens|shortened|shortening|dip|dipped|dips|slip|slipped|slips|ease|eased|cut", Trend.FALL),
    **alike("lengthen|lengthens|lengthened|lengthening|jump|jumped|soar|soared|surge|surged", Trend.RISE),
    **alike("shrink|shrank|shrunk|narrow|narrows|narrowed|narrowing|underspend|underspends|underspent", Trend.FALL),
    **alike("improve|improves|improved|improving|strengthen|strengthens|strengthened", Trend.BETTER),
    **alike("worsen|worsens|worsened|worsening|deteriorate|deteriorates|deteriorated|deteriorating", Trend.WORSE),
    **alike("weaken|weakens|weakened", Trend.WORSE),
    **alike("added|gained", Trend.RISE),
}
TREND_PARTICLES = {"up": Trend.RISE, "down": Trend.FALL}
MOVES = frozenset(
    """go goes went gone going come comes came coming is are was were been edge edged edging creep crept inched nudged
    moved ticked""".split()
)
"""The verbs with which 'up' and 'down' tell of a change: 'has gone up', 'came down'."""
TAKES_PARTICLE = frozenset(
    """make made makes making set take taken took pick picked follow followed sign signed open opened end ended build
    built catch speed back backed break broken breaks slow slowed close closed step stepped write drawn draw""".split()
)
TREND_NOUNS = {
    **alike("rise|rises|increase|increases|growth|overspend", Trend.RISE),
    **alike("fall|falls|decrease|decreases|reduction|reductions|drop|drops|decline|underspend", Trend.FALL),
    **alike("improvement|improvements", Trend.BETTER),
    "deterioration": Trend.WORSE,
}
TREND_WORDS = frozenset({*TREND_VERBS, *TREND_NOUNS, *TREND_PARTICLES})
FOLLOWS_CHANGE = frozenset(
    """in since over during at on and again further between compared for this last each but from by to every after until
    throughout month year quarter overall without as""".split()
)
BEFORE_NOUN = frozenset("the a an of any this that for in with some its their on".split())
MULTIPLIED = {
    **alike("halve|halves|halved|halving", (Decimal("0.5"), Trend.FALL)),
    **alike("double|doubles|doubled|doubling", (Decimal(2), Trend.RISE)),
    **alike("treble|trebled|trebling|triple|tripled|tripling", (Decimal(3), Trend.RISE)),
    **alike("quadruple|quadrupled", (Decimal(4), Trend.RISE)),
}
MORE = {
    **alike("more|higher|greater|above|longer|later|larger|bigger", Trend.RISE),
    **alike("fewer|less|lower|below|shorter|earlier|smaller", Trend.FALL),
    "better": Trend.BETTER,
    "worse": Trend.WORSE,
}
BEYOND = {"above": Trend.RISE, "over": Trend.RISE, "below": Trend.FALL, "under": Trend.FALL, "short": Trend.FALL}
TOGETHER = frozenset("together combined altogether jointly".split())
"""What is said of several things so is their sum."""
YARDSTICKS = frozenset(
    """target minimum maximum ceiling budget plan profile average forecast allocation estimate national regional
    england""".split()
)
EXTREMES = {
    **alike("highest|largest|greatest|peak|high|longest|peaked|peaking|busiest|biggest", Extreme.HIGHEST),
    **alike("lowest|smallest|fewest|shortest|low|quietest", Extreme.LOWEST),
    "most": Extreme.HIGHEST,
    **alike("best|strongest", Extreme.BEST),
    **alike("worst|poorest|weakest", Extreme.WORST),
}
AFTER_RANK = frozenset(
    "since for in of on ever level figure rate number total recorded so yet at to month quarter year week".split()
)
OF_EACH_TIME = frozenset("monthly quarterly yearly annual weekly".split())
"""Between a rank and what it is of: 'the highest monthly figure'."""
NTH = {"second": 2, "third": 3, "fourth": 4}
"""Before a rank: 'the second highest'."""
BEFORE_RANK = frozenset("the its their a at our second third".split())
OF_THINGS = frozenset("most fewest highest lowest".split())
OBSERVING = frozenset("had saw brought recorded received has seen with".split())
"""'Had the fewest applications of the last five quarters': these words before, and things after, rank a time."""
_REMAINS = "remain remains remained stay stays stayed held hold been was were is are kept".split()
_STEADY_ADJECTIVES = frozenset("steady stable constant unchanged flat static level".split())
EACH = Phrases(
    alike(
        """steadily|incrementally|gradually|consistently|continuously|progressively|uninterruptedly|month on month|
        month by month|year on year|quarter on quarter|every month|every quarter|every year|each month|each quarter|
        each year|throughout|in each of|in every one of|without a break|without interruption|without exception""",
        True,
    )
)
"""How a change is said to have gone on all the time."""
BUT_FOR = Phrases(alike("apart from|except|except for|but for|aside from|with the exception of", True))
"""What takes something out of all of the time, or all of the things."""
EXTRA = frozenset("extra additional further another".split())
"""Before an amount, words that make it that of a change."""
FIRST_TIME = Phrases({"for the first time": True})
COMPARATIVES = {"more": Extreme.HIGHEST, "higher": Extreme.HIGHEST, "fewer": Extreme.LOWEST, "lower": Extreme.LOWEST}
STEADY_WORDS = _STEADY_ADJECTIVES | {"same", "change", "changed", "moved", "levelled", "hardly", "barely", "scarcely"}
STEADY = Phrases(
    {
        f"{verb}{adverb} {word}": Degree.NONE if word == "unchanged" and adverb in ("", " now") else Degree.SLIGHT
        for verb in _REMAINS
        for adverb in ("", " broadly", " largely", " relatively", " fairly", " very", " now")
        for word in _STEADY_ADJECTIVES
    }
    | {
        f"{verb} {same}": Degree.NONE
        for verb in _REMAINS
        if verb not in ("is", "are")
        for same in ("the same", "at the same level")
    }
    | {
        f"{verb} {same}": Degree.SLIGHT
        for verb in _REMAINS
        for same in ("much the same", "at much the same level", "at about the same level", "about the same")
    }
    | {
        f"{adverb} {verb}": Degree.SLIGHT
        for adverb in ("hardly", "barely", "scarcely")
        for verb in ("moved", "changed")
    }
    | alike("no change|not changed|not change|not moved", Degree.NONE)
    | alike("little change|levelled off|no real change", Degree.SLIGHT)
)
DEGREES = {
    **alike("sharply|markedly|significantly|steeply|dramatically|considerably|substantially|greatly", Degree.GREAT),
    **alike("slightly|marginally", Degree.SLIGHT),
}
NEVER = frozenset((("in", "no"), ("at", "no"), ("in", "none"), ("on", "no"), ("at", "none")))
"""What denies all that comes after it: 'in no month has the target been met'."""
NOT = frozenset("not no never nor without neither".split())
GOES_ON = frozenset(
    """continue continues continued continuing begin begins began begun start starts started starting tended tends
    failed appears seems""".split()
)
"""What a change is still told as a fact after: 'continued to fall'; after others 'to fall' is a purpose."""
PLANNED = frozenset(
    """whether will would should could might must if unless expect expects expected forecast forecasts projected
    projection predicted anticipated likely aim aims aiming ambition intend intends intended hope hopes
    proposed propose proposes shall budgeted estimated""".split()
)
PLANNED_PHRASES = Phrases(
    alike(
        """planned to|plan to|plans to|set to|on course to|may be|in order to|is to be|are to be|
        due to be|has to be|have to be|need to be|needs to be|ought to be""",
        True,
    )
)
COUNTRY = Phrases(
    alike(
        """england|national|nationally|neighbours|neighbour|regional|regionally|wales|britain|uk|elsewhere|comparators|
        comparator|benchmark|country|countrywide|london|united kingdom|scotland|neighbouring boroughs|other boroughs|
        neighbouring councils|neighbouring|the average borough|across the country|other authorities|
        other councils|similar authorities|similar councils|
        neighbouring authorities|other local authorities|london average|the region|south east|north west|south west""",
        True,
    )
)
BEFORE_DATE = frozenset("the in that of at for end same time point stage".split())
"""Between a date and the word that says whether it is compared with: 'on the same time in 2012'."""
COMPARED = frozenset("than with against to above below".split())
OF_WHICH = frozenset("the these those our its their all".split())
SO_MANY = (["number"], ["figure"], ["level"], ["total"])
POINTING = frozenset("them these those which whom us".split())
DETERMINERS = frozenset("the a an its their our only now just that this those these in of all".split())
COPULAS = frozenset("are is were was been be remain remains have has had being".split())
ADVERBS = frozenset("now already currently fully all still since each both not yet either also rated".split())
LABELS = Phrases(
    alike(
        """complete|completed|fully completed|on track|overdue|red|amber|green|in progress|progressing|not started|
        outstanding|residual|behind schedule|delayed|closed|open|late|delivered|implemented|achieved|superseded|ongoing|
        on target|on schedule|off track|at risk|unallocated|started|underway|under way|not yet started|carried forward|
        withdrawn|signed off|blue|not due|due""",
        True,
    )
)
RESTRICTS = frozenset("that which who whose due".split())
AFTER_LABEL = frozenset("by in on within for to at after before under from during".split())
QUANTIFIERS = Phrases(
    {
        **alike("all|every|each of|each|both|both of", (Decimal(1), Hedge.NONE)),
        **alike("none|none of|not one of|nothing|no", (Decimal(0), Hedge.NONE)),
        **alike("most|the majority|a majority|over half", (Decimal("0.5"), Hedge.OVER)),
        **alike("almost all|nearly all|virtually all", (Decimal(1), Hedge.NEARLY)),
    }
)
TARGETS = frozenset("target targets minimum maximum ceiling limit required".split())
AIMS = Phrases(
    alike("we want|we wanted|aimed for|aiming for|aim for|set out to|set ourselves|we promised|asked for", True)
)
"""What a target is called without the word."""
OF_THE_REST = NOT | frozenset("outside late missed failed other rest remaining otherwise".split())
"""After a share, words by which it can be that of all the others: 'one in ten was not seen in time'."""
STANDINGS = Phrases(
    {
        **alike("met|meet|hit|achieved|achieving|meeting|meets|reached|reach|attained|kept to", Standing.MET),
        **alike("within|inside|passed|passes", Standing.MET),
        **alike("missed|missing|misses|outside", Standing.MISSED),
        **alike("above|exceeded|exceeds|exceeding|over|higher than|longer than|more than", Standing.ABOVE),
        **alike("better than|ahead of|beaten|beat", Standing.MET),
        **alike("below|under|lower than|shorter than|fewer than|less than", Standing.BELOW),
        **alike("worse than|behind", Standing.MISSED),
        **alike("short of|off", Standing.SHORT),
        **alike("on|in line with|at", Standing.ON),
    }
)
PARTING = frozenset({*TREND_VERBS, *MULTIPLIED, *EXTREMES, *TARGETS, "unchanged", "changed", "steady", "stable"})
"""What a part of a sentence says something by, so that it is a clause."""
TELLING = PARTING | {*TREND_NOUNS, *COMPARATIVES, *TREND_PARTICLES, *QUANTIFIERS.first_words, *STEADY_WORDS}
"""A sentence without any of these, and without an amount, claims nothing."""
