"""The claims of a sentence: one of each amount that says something, and of each word that says it without one.

'Has doubled', 'did not rise', 'the lowest since 2010', 'met its target', 'none of the actions is overdue'.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

from cyps_papers.language import amounts, dates
from cyps_papers.language import lexicon as known
from cyps_papers.language.amounts import Amount, Hedge, Measured
from cyps_papers.language.claim import Claim, Extreme, Relation, Standing, Trend
from cyps_papers.language.dates import Form, Step, WrittenDate
from cyps_papers.language.sentences import Stretch, clauses
from cyps_papers.language.tokens import Phrases, Token, TokenKind
from cyps_papers.language.wholly import SAID_BY, wholly
from cyps_papers.periods import Grain


@dataclass(frozen=True)
class Prepared:
    """A sentence with what was found in it, for its claims to be read from; places are positions among the tokens."""

    text: str
    tokens: Sequence[Token]
    words: Sequence[str]
    whole: Stretch
    amounts: Sequence[amounts.Place]
    dates: Sequence[dates.Place]

    @cached_property
    def clauses(self) -> list[Stretch]:
        says, held = [False] * len(self.tokens), [False] * len(self.tokens)
        for amount in self.amounts:
            says[amount.first] = True
            held[amount.begin : amount.after] = [True] * (amount.after - amount.begin)
        for dated in self.dates:
            held[dated.first : dated.after] = [True] * (dated.after - dated.first)
        for at in range(self.whole.first, self.whole.after):
            says[at] = says[at] or self.words[at] in known.PARTING
        return clauses(self.tokens, self.whole, says, held)

    def clause_of(self, at: int) -> Stretch:
        """The clause that a token is in."""
        return next(clause for clause in self.clauses if clause.first <= at < clause.after)

    def claim(self, relation: Relation, first: int, after: int) -> Claim:
        """A claim that the tokens from one position to another make."""
        clause = self.clause_of(first)
        near = self.tokens[clause.first].start, self.tokens[clause.after - 1].end
        sentence = self.tokens[self.whole.first].start, self.tokens[self.whole.after - 1].end
        made = Claim(self.tokens[first].start, self.tokens[after - 1].end, near, sentence, relation)
        at = range(clause.first, clause.after)
        return replace(
            made, is_planned=self._is_planned(clause, after), place=self._elsewhere(clause),
            is_each=self._has(known.EACH, clause) and not self._has(known.BUT_FOR, clause),
            is_first=any(known.FIRST_TIME.at(self.tokens, one) for one in at),
        )  # fmt: skip

    def _has(self, phrases: Phrases[bool], clause: Stretch) -> bool:
        """Whether a phrase stands in a clause or before it in the sentence."""
        return any(phrases.at(self.tokens, at) for at in range(self.whole.first, clause.after))

    def _elsewhere(self, clause: Stretch) -> str:
        """The country or other places that a clause without an amount speaks of."""
        if any(clause.first <= amount.first < clause.after for amount in self.amounts):
            return ""
        found = (at for at in range(clause.first, clause.after) if known.COUNTRY.at(self.tokens, at))
        return next((self.tokens[at].text for at in found), "")

    def _is_planned(self, clause: Stretch, after: int) -> bool:
        """Whether a word of hope, need or doubt stands before what is said, or closely after it."""
        for at in range(clause.first, min(clause.after, after + 3)):
            word = self.words[at]
            if word in known.PLANNED and not (at and self.words[at - 1] in ("than", "as", "was", "were")):
                return True
            if self.tokens[at].text == "may" or known.PLANNED_PHRASES.at(self.tokens, at):
                return True
        return self.words[self.whole.first] in ("if", "unless", "should")

    def lead(self, at: int, count: int = 3) -> list[str]:
        """The last words before a position, without articles: nearest last."""
        found: list[str] = []
        at -= 1
        while at >= self.whole.first and len(found) < count:
            if self.words[at] not in ("the", "a", "an", "its", "their", "just", "only", "now", "some"):
                found.insert(0, self.words[at])
            at -= 1
        return [*[""] * (count - len(found)), *found]


def claims(sentence: Prepared) -> list[Claim]:
    """The claims of a sentence in order."""
    words = sentence.words[sentence.whole.first : sentence.whole.after]
    found = [] if SAID_BY.isdisjoint(words) else _wholly(sentence)
    if not sentence.amounts and known.TELLING.isdisjoint(words):
        return found
    targets = list(_targets(sentence))
    found += [*targets, *_of_amounts(sentence, targets), *_multiplied(sentence), *_ranks(sentence), *_steady(sentence)]
    found += _records(sentence)
    found += _directions(sentence, found)
    return sorted(found, key=lambda claim: claim.start)


def _wholly(sentence: Prepared) -> list[Claim]:
    def made(relation: Relation, start: int, end: int) -> Claim:
        first, after = (bisect_left(starts, place) for place in (start, end))
        return replace(sentence.claim(relation, sentence.whole.first + first, sentence.whole.first + after),
                       near=(start, end))  # fmt: skip

    tokens = sentence.tokens[sentence.whole.first : sentence.whole.after]
    starts = [token.start for token in tokens]
    has_numbers = any(amount.amount.is_in_digits for amount in sentence.amounts)
    return list(wholly(sentence.text, tokens[0].start, tokens[-1].end, has_numbers, made))


def _of_amounts(sentence: Prepared, targets: Sequence[Claim]) -> Iterator[Claim]:
    bases = _bases(sentence)
    skip = {id(base) for base in bases.values() if not _is_told_of(sentence, base)}
    skip |= {id(amount) for amount in sentence.amounts if any(amount.amount is target.amount for target in targets)}
    skip |= {
        id(amount)
        for amount in sentence.amounts
        if _is_no_claim(sentence, amount) or _opens_as_a_whole(sentence, amount)
    }
    pairs = _respective(sentence)
    earlier = _earlier(sentence)
    skip |= {id(each) for each in earlier.values() if sentence.lead(each.begin)[-1] in ("from", "than")}
    for place in sentence.amounts:
        if id(place) in skip:
            continue
        base = bases.get(id(place))
        before = earlier.get(id(place))
        relation, trend, extreme = _relation(sentence, place, base, before)
        made = sentence.claim(relation, place.begin, place.after)
        when, since = _dates_of(sentence, place)
        if id(place) in pairs:
            when = pairs[id(place)]
        made = replace(
            made, amount=place.amount, trend=trend, extreme=extreme, when=when, since=since,
            base=base and base.amount, place=_other_place(sentence, place, relation),
            is_negated=_is_negated(sentence, place.begin),
        )  # fmt: skip
        if extreme:  # with the words that say it: 'the high of 30'
            first = place.begin - 2 - (sentence.words[place.begin - 3] in known.BEFORE_RANK)
            made = replace(made, start=sentence.tokens[first].start)
        if before:
            made = replace(made, earlier=before.amount, earlier_when=_dates_of(sentence, before)[0])
        label = _label(sentence, place, base)
        if label and place.amount.measured in (Measured.COUNT, Measured.SHARE):
            made = replace(made, label=label)
        if label and place.amount.measured is Measured.COUNT:
            made = replace(made, relation=Relation.RECORDS)
        yield made


def _opens_as_a_whole(sentence: Prepared, place: amounts.Place) -> bool:
    """Whether only a part of an amount is told of: 'of the two actions one is completed'."""
    first, at = sentence.whole.first, place.begin - 1
    while at > first and sentence.words[at] != "of" and _is_of_us(sentence.words[at : at + 1]):
        at -= 1
    if at < first or sentence.words[at] != "of":
        return False
    return at == first or sentence.words[at - 1] in (";", ":")


def _is_no_claim(sentence: Prepared, place: amounts.Place) -> bool:
    """Whether an amount only qualifies what is said: 'within 45 days', 'three of the last four quarters'."""
    _, leading, lead = sentence.lead(place.begin)
    clause = sentence.clause_of(place.first)
    is_among = leading not in known.EXTREMES and any(
        sentence.words[at] in known.EXTREMES for at in range(clause.first, place.begin)
    )
    if sentence.words[place.begin - 1 : place.begin] == ["the"] and known.COPULAS.intersection(
        sentence.words[place.after : place.after + 1]
    ):
        return True  # 'the two were counted together'
    if lead in known.EXTRA or (lead == "of" and leading in ("any", "other") and not place.amount.unit):
        return True  # 'of the extra 23 children 18 are boys', 'than in any other of the five'
    if _is_near_to(sentence, place):
        return True
    if lead in ("last", "past", "previous", "top", "every", "each", "per") or (
        lead == "of" and is_among and not place.amount.unit
    ):
        return True  # 'the best of the last five', 'for every 10,000'
    before = [amount for amount in sentence.amounts if clause.first <= amount.first < place.begin]
    is_age = place.amount.hedge in (Hedge.UNDER, Hedge.OVER) and (lead in known.COPULAS or lead == "aged")
    if before and is_age and not place.amount.unit:
        return True  # '212 were under five'
    if sentence.words[place.after : place.after + 2] in (["of", "the"], ["out", "of"]):
        begin = place.after + (2 if sentence.words[place.after] == "of" else 3)
        if any(dated.first == begin for dated in sentence.dates if dated.date.step):
            return True
    if place.amount.unit.rpartition(" ")[2] not in amounts.TIMES.values():
        return False
    if place.amount.hedge is Hedge.NONE and sentence.lead(place.begin)[-1] not in ("for", "after", "in", "every"):
        return False
    is_of_rank = any(sentence.words[at] in known.EXTREMES for at in range(sentence.whole.first, place.begin))
    return len(sentence.amounts) > 1 or is_of_rank


def _is_near_to(sentence: Prepared, place: amounts.Place) -> bool:
    """'Within a percentage point of its target', which says neither that it is met nor by how much it is missed."""
    return sentence.words[place.begin] == "within" and sentence.words[place.after : place.after + 1] == ["of"]


def _bases(sentence: Prepared) -> dict[int, amounts.Place]:
    """Of which whole an amount is a part, by the identity of its place: '37 (15%) of 247', 'of its 42 actions, 30'."""
    found: dict[int, amounts.Place] = {}
    words = sentence.words
    leading: amounts.Place | None = None
    for position, place in enumerate(sentence.amounts):
        before = sentence.amounts[position - 1] if position else None
        is_in_brackets = words[place.begin - 1 : place.begin] == ["("] and place.amount.measured is Measured.SHARE
        if _opens_as_a_whole(sentence, place) and position + 1 < len(sentence.amounts):
            leading = place
        elif before and "of" in words[before.after : place.begin] and _is_whole(sentence, before, place):
            found[id(before)] = place
            bracketed = position > 1 and words[sentence.amounts[position - 2].after] == "("
            if bracketed and place.begin - sentence.amounts[position - 2].after < 8:
                found[id(sentence.amounts[position - 2])] = place
        elif before and (words[place.begin - 2 : place.begin] in (["of", "which"], ["of", "whom"])):
            found[id(place)] = before
        elif leading and _can_be_part(place.amount, leading.amount):
            found[id(place)] = leading
        elif before and is_in_brackets and id(before) in found:
            found[id(place)] = found[id(before)]
        elif is_in_brackets and position > 1 and found.get(id(sentence.amounts[position - 2])) is before:
            found[id(place)] = sentence.amounts[position - 1]
    for position, place in enumerate(sentence.amounts):
        whole = _whole_beside(sentence, position, found) if id(place) not in found else None
        if whole is not None:
            found[id(place)] = whole
    return found


def _is_of_us(words: Sequence[str]) -> bool:
    """Whether only words that point stand among some: 'of the plan's', 'of its'."""
    return known.DETERMINERS.issuperset(word for word in words if not word.endswith(("'s", "s'")))


def _whole_beside(sentence: Prepared, position: int, bases: dict[int, amounts.Place]) -> amounts.Place | None:
    """The whole of a share that stands beside its count: '44% (133 of 298)', '133 of 298, or 44%'."""
    place = sentence.amounts[position]
    if place.amount.measured is not Measured.SHARE or not place.amount.is_in_digits:
        return None
    following = sentence.amounts[position + 1 : position + 2]
    if following and sentence.words[following[0].begin - 1] == "(" and following[0].begin - place.after < 6:
        return bases.get(id(following[0]))
    if position > 1 and sentence.words[place.begin - 1] in ("or", "-", "to"):
        part, whole = sentence.amounts[position - 2 : position]
        return whole if bases.get(id(part)) is whole and place.begin - whole.after < 9 else None
    return None


def _is_told_of(sentence: Prepared, base: amounts.Place) -> bool:
    """Whether a whole is claimed itself: 'helped 85 families, of which 60', not 'of its 42 actions, 30'."""
    return any(word in ("which", "whom") for word in sentence.words[base.after : base.after + 6])


def _is_whole(sentence: Prepared, part: amounts.Place, whole: amounts.Place) -> bool:
    between = [word for word in sentence.words[part.after : whole.begin] if word not in (")", "out")]
    return (
        between[:1] == ["of"]
        and len(between) <= 4
        and _is_of_us(between)
        and _can_be_part(part.amount, whole.amount)
        and whole.amount.measured in (Measured.COUNT, Measured.MONEY)
    )


def _can_be_part(part: Amount, whole: Amount) -> bool:
    if part.measured is Measured.SHARE:
        return True
    return part.measured is whole.measured and part.value <= whole.value and not part.per


def _earlier(sentence: Prepared) -> dict[int, amounts.Place]:
    """The amount that another changed from, by the identity of the place of the later: 'from 71 in April to 64'."""
    found: dict[int, amounts.Place] = {}
    for first, last in pairwise(sentence.amounts):
        measured = {first.amount.measured, last.amount.measured}
        if len(measured) == 1 or Measured.POINTS in measured:
            led = _led(sentence, first), _led(sentence, last)
            if led == ("from", "to"):
                found[id(last)] = first
            elif led == ("to", "from") or sentence.words[last.begin - 2 : last.begin] == ["rather", "than"]:
                found[id(first)] = last
    return found


def _led(sentence: Prepared, place: amounts.Place) -> str:
    """The word that leads to an amount, past what it is called: 'from a peak of 2,066'."""
    lead = sentence.lead(place.begin)
    is_named = lead[-1] == "of" and (lead[-2] in known.EXTREMES or lead[-2] in ("baseline", "total", "average"))
    return lead[-3] if is_named else lead[-1]


def _relation(
    sentence: Prepared, place: amounts.Place, base: amounts.Place | None, before: amounts.Place | None
) -> tuple[Relation, Trend | None, Extreme | None]:
    """What the words around an amount make of it."""
    amount, clause = place.amount, sentence.clause_of(place.first)
    lead = sentence.lead(place.begin)
    trend = _trend(sentence, clause, place.begin)
    compared = _compared(sentence, place)
    if amount.measured is Measured.TIMES or _is_of_another_time(sentence, place):
        return Relation.TIMES, compared or trend or (Trend.RISE if amount.value > 1 else Trend.FALL), None
    if compared:
        return Relation.DIFFERENCE, compared, None
    changed = _changed_by(sentence, place, lead, trend)
    if changed:
        return Relation.BY, changed, None
    is_beyond = lead[-1] in known.TREND_VERBS and sentence.words[place.begin] in ("below", "above")
    if before or is_beyond or (lead[-1] == "to" and trend):
        return Relation.TO, trend, None
    if lead[-1] == "from" and trend:
        return Relation.FROM, trend, None
    if lead[-1] in ("at", "of") and lead[-2] in known.EXTREMES:
        return Relation.RANK, None, known.EXTREMES[lead[-2]]
    if lead[-1] in ("at", "of") and any(
        known.STEADY.before(sentence.tokens, at) for at in range(place.begin - 2, place.begin)
    ):
        return Relation.STEADY, None, None
    if _is_target(sentence, place, lead):
        return Relation.TARGET, None, None
    if _is_sum(sentence, place, lead):
        return Relation.SUM, None, None
    if amount.per or _is_mean(sentence, clause):
        return Relation.RATE, None, None
    if base or _is_part(sentence, place) or (amount.measured is Measured.SHARE and not amount.is_in_digits):
        return Relation.SHARE, None, None
    return Relation.IS, None, None


def _is_target(sentence: Prepared, place: amounts.Place, lead: Sequence[str]) -> bool:
    """Whether an amount is that of a target: 'a maximum of 45 days', 'against a target of 90%', 'the 90% target'."""
    beside = [*sentence.words[place.begin : place.first], lead[-1], *sentence.words[place.after : place.after + 1]]
    is_of_one = lead[-2] in known.TARGETS and lead[-1] in ("of", "is", "was")
    return is_of_one or not known.TARGETS.isdisjoint(beside) or _is_aimed_for(sentence, place)


def _is_of_another_time(sentence: Prepared, place: amounts.Place) -> bool:
    """Whether an amount is a share of what it was before: 'a third as long', 'a quarter of the number in May'."""
    words = sentence.words[place.after : place.after + 3]
    is_of_it = words[:1] == ["as"] or words[:2] == ["of", "what"]
    is_of_it = is_of_it or (words[:2] == ["of", "the"] and words[2:] in known.SO_MANY)
    return is_of_it and place.amount.measured is Measured.SHARE


def _is_part(sentence: Prepared, place: amounts.Place) -> bool:
    """Whether an amount is a part of what is named: '40 of the cases', 'of the cases held in May, 40 were new'."""
    following = sentence.words[place.after : place.after + 2]
    if following[:1] == ["of"]:
        return place.amount.measured is Measured.SHARE or not known.OF_WHICH.isdisjoint(following[1:])
    opening = sentence.words[sentence.whole.first : place.begin]
    is_first = sentence.amounts[0] is place
    return is_first and opening[:1] == ["of"] and "," in opening and place.amount.measured is Measured.COUNT


def _is_sum(sentence: Prepared, place: amounts.Place, lead: Sequence[str]) -> bool:
    if lead[-2:] == ["total", "of"] or lead[-1] in ("totalled", "totalling", "totals"):
        return True
    following = sentence.words[place.after : place.after + 4]
    return "in" in following and not {"total", "all"}.isdisjoint(following)


def _is_mean(sentence: Prepared, clause: Stretch) -> bool:
    words = sentence.words[clause.first : clause.after]
    return any(words[at : at + 2] == ["on", "average"] for at in range(len(words) - 1))


def _compared(sentence: Prepared, place: amounts.Place) -> Trend | None:
    """'Five more than', '£20,000 less than', 'three times as many as', '25 fewer (homes) than'."""
    words, after = sentence.words, place.after
    for at in range(after, min(after + 2, sentence.whole.after)):
        beyond = known.BEYOND.get(words[at])
        beside = sentence.tokens[at + 1 : at + 2]
        is_open = words[at] in ("above", "below") and bool(beside) and beside[0].kind is TokenKind.WORD
        if beyond and (
            is_open or _is_yardstick(sentence, at + 1) or not known.YARDSTICKS.isdisjoint(words[at + 1 : at + 5])
        ):
            return beyond
    for at in range(after, min(after + 2, sentence.whole.after)):
        if sentence.tokens[at].kind is not TokenKind.WORD:
            return None
        following = words[at + 1 : sentence.clause_of(place.first).after]
        if words[at] in known.MORE and ("than" in following or following[:1] in ([], ["."], [","])):
            return known.MORE[words[at]]
    return None


def _is_yardstick(sentence: Prepared, at: int) -> bool:
    """Whether what begins at a place is a target by the words after it: 'the 900 at which the target is set'."""
    levels = [amount for amount in sentence.amounts if at <= amount.begin <= at + 2]
    return any(_is_aimed_for(sentence, amount) for amount in levels)


def _is_aimed_for(sentence: Prepared, place: amounts.Place) -> bool:
    """'The 900 at which the target is set', 'the 4,500 that we aimed for'."""
    beyond = range(place.after, min(place.after + 6, sentence.clause_of(place.first).after))
    is_of_aim = any(known.AIMS.at(sentence.tokens, at) or sentence.words[at] in known.TARGETS for at in beyond)
    return is_of_aim and sentence.words[place.begin - 1] == "the"


def _changed_by(sentence: Prepared, place: amounts.Place, lead: Sequence[str], trend: Trend | None) -> Trend | None:
    """The trend where the amount is that of a change: 'rose by 12', 'an increase of 14', 'a 5% fall', 'up 3%'."""
    following, onward = [*sentence.words[place.after : place.after + 2], "", ""][:2]
    if following in known.TREND_PARTICLES and onward in ("on", "from", "since", "compared"):
        return known.TREND_PARTICLES[following]
    if following in known.TREND_NOUNS and lead[-1] != "to":
        return known.TREND_NOUNS[following]
    if lead[-1] == "by" or (lead[-1] == "or" and place.amount.per):
        return trend  # 'rose by 236, or about 79 a year'
    if lead[-1] == "of" and lead[-2] in known.TREND_NOUNS:
        return known.TREND_NOUNS[lead[-2]]
    if sentence.words[place.begin] in ("below", "above"):
        return None
    return _particle(sentence, place.begin - 1) or known.TREND_VERBS.get(lead[-1])


def _particle(sentence: Prepared, at: int) -> Trend | None:
    """The trend of 'up' or 'down', unless it belongs to a verb: 'made up', 'set up', 'broken down'."""
    before = sentence.words[at - 1] if at > 0 else ""
    goes_on = sentence.words[at + 1 : at + 2] == ["to"] and before not in known.MOVES
    if at < 0 or goes_on or before in known.TAKES_PARTICLE:
        return None
    return known.TREND_PARTICLES.get(sentence.words[at])


def _trend(sentence: Prepared, clause: Stretch, before: int) -> Trend | None:
    """Which way what a clause speaks of goes: by its last word of change before a place, or else its sentence's."""
    for first in (clause.first, sentence.whole.first):
        for at in range(before - 1, first - 1, -1):
            word = sentence.words[at]
            found = known.TREND_VERBS.get(word) or known.TREND_NOUNS.get(word) or _particle(sentence, at)
            if "short" in sentence.words[at + 1 : at + 4]:
                continue  # 'fell 135 short of target'
            if found:
                return found
    return None


def _label(sentence: Prepared, place: amounts.Place, base: amounts.Place | None) -> str:
    """What so many records are said to be: '30 are completed', '11 of the 42 actions are now overdue'."""
    start = base.after if base and base.begin > place.begin else place.after
    label = _predicate(sentence, start, min(start + 14, sentence.clause_of(place.first).after))
    is_left_out = sentence.words[place.begin - 2 : place.begin] == ["all", "but"]
    return f"not {label}" if label and is_left_out else label


def _predicate(sentence: Prepared, start: int, end: int) -> str:
    for at in range(start, end):
        word = sentence.words[at]
        if word in known.RESTRICTS and _is_restricted(sentence, at, end):
            return ""
        follows = at == start or sentence.words[at - 1] in known.COPULAS or sentence.words[at - 1] in known.ADVERBS
        found = known.LABELS.at(sentence.tokens, at) if follows else None
        if found and (found[1] >= len(sentence.words) or sentence.words[found[1]] not in known.AFTER_LABEL):
            if sentence.words[found[1] : found[1] + 1] == ["or"]:
                return ""
            after = sentence.tokens[found[1]].kind if found[1] < len(sentence.tokens) else TokenKind.MARK
            if at > start or after is not TokenKind.WORD or sentence.words[found[1]] == "and":
                label = sentence.text[sentence.tokens[at].start : sentence.tokens[found[1] - 1].end].lower()
                is_denied = "not" in sentence.words[max(start, at - 2) : at] or sentence.words[at - 2 : at] == [
                    "to",
                    "be",
                ]
                return f"not {label}" if is_denied else label
        if sentence.tokens[at].kind is not TokenKind.WORD and word not in (")", "("):
            return ""
    return ""


def _is_restricted(sentence: Prepared, at: int, end: int) -> bool:
    """Whether what is said is of some records only: 'the actions that were due in June have been completed'."""
    verbs = [is_verb for is_verb, _ in groupby(sentence.words[at:end], key=known.COPULAS.__contains__) if is_verb]
    return len(verbs) > (sentence.words[at] != "due")


def _records(sentence: Prepared) -> Iterator[Claim]:
    """All, none or most of the records: 'none of the actions is overdue', 'every risk has an owner'."""
    for clause in sentence.clauses:
        for at in range(clause.first, min(clause.first + 4, clause.after)):
            found = known.QUANTIFIERS.at(sentence.tokens, at)
            if found is None:
                continue
            (value, hedge), after = found
            label = _predicate(sentence, after, clause.after)
            word = sentence.words[at]
            following = sentence.words[after : after + 1]
            is_of_them = sentence.words[after - 1] == "of" or following == ["of"]
            is_of_others = is_of_them and not known.POINTING.isdisjoint(sentence.words[after : after + 2])
            if following == ["but"] or (not label and (word == "no" or following == ["in"] or is_of_others)):
                break
            if not label and at > clause.first:
                break
            token = sentence.tokens[at]
            text = sentence.text[token.start : sentence.tokens[after - 1].end]
            amount = Amount.in_words(token.start, text, value, Measured.SHARE, hedge)
            is_share = not label and hedge is Hedge.OVER
            made = sentence.claim(Relation.SHARE if is_share else Relation.RECORDS, at, after)
            yield replace(made, amount=amount, label=label)
            break


def _multiplied(sentence: Prepared) -> Iterator[Claim]:
    """'Has halved', 'have doubled since March'."""
    for at in range(sentence.whole.first, sentence.whole.after):
        multiple = known.MULTIPLIED.get(sentence.words[at])
        if multiple is None or sentence.words[at + 1 : at + 2] == ["-"]:
            continue
        if sentence.words[at] == "double" and sentence.words[at + 1 : at + 2] == ["the"]:
            continue
        value, trend = multiple
        token = sentence.tokens[at]
        amount = Amount.in_words(token.start, token.text, value, Measured.TIMES, _hedge_before(sentence, at, value < 1))
        when, since = _dates_after(sentence, at + 1)
        made = sentence.claim(Relation.TIMES, at, at + 1)
        yield replace(made, amount=amount, trend=trend, when=when, since=since, is_negated=_is_negated(sentence, at))


def _hedge_before(sentence: Prepared, at: int, is_less: bool) -> Hedge:
    """'Nearly doubled' is a little under twice, and 'nearly halved' a little over a half."""
    lead = sentence.words[at - 1] if at else ""
    if lead in ("nearly", "almost"):
        return Hedge.JUST_OVER if is_less else Hedge.NEARLY
    if lead == "than":
        return Hedge.UNDER if is_less else Hedge.OVER
    return Hedge.NONE


def _ranks(sentence: Prepared) -> Iterator[Claim]:
    """'The highest since June 2013', 'at its lowest in two years', 'fewer than at any time since 2010'."""
    for at in range(sentence.whole.first, sentence.whole.after):
        extreme = _extreme(sentence, at)
        if extreme is None:
            continue
        when, since = _dates_after(sentence, at + 1)
        leading = _leading(sentence, at) or _told_before(sentence, at)
        if leading or (when and when.step):
            when, since = leading, since or when
        elif when is None and len(sentence.dates) == 1 and not _is_compared(sentence, sentence.dates[0]):
            when = sentence.dates[0].date  # 'at its highest, 12, in May 2014'
        made = sentence.claim(Relation.RANK, at, at + 1)
        nth = known.NTH.get(sentence.words[at - 1], 1) if at else 1
        if nth > 1:
            made = replace(made, start=sentence.tokens[at - 1].start)
        yield replace(made, extreme=extreme, nth=nth, when=when, since=since or _length(sentence, at))


def _extreme(sentence: Prepared, at: int) -> Extreme | None:
    """The end of a series that a word says something is at."""
    word, before = sentence.words[at], sentence.words[at - 1] if at else ""
    following = sentence.words[at + 1] if at + 1 < sentence.whole.after else "."
    if word in known.COMPARATIVES:
        after = sentence.words[at + 1 : sentence.clause_of(at).after]
        than = after.index("than") if "than" in after else len(after)
        is_of_all = not {"any", "ever"}.isdisjoint(after[than : than + 4])
        return known.COMPARATIVES[word] if is_of_all else None
    extreme = known.EXTREMES.get(word)
    is_named = before in known.BEFORE_RANK or (before in known.COPULAS and following in ("in", "at", "during", "since"))
    if extreme is None or not is_named or word in ("high", "low"):
        return None
    if following in known.OF_EACH_TIME:
        following = sentence.words[at + 2] if at + 2 < sentence.whole.after else "."
    kind = sentence.tokens[min(at + 1, len(sentence.tokens) - 1)].kind
    if following not in (".", ",", ";") and kind is not TokenKind.BREAK and following not in known.AFTER_RANK:
        is_of_things = word in known.OF_THINGS and at > 1 and sentence.words[at - 2] in known.OBSERVING
        return extreme if is_of_things else None
    is_of_any = sentence.words[at + 1 : at + 3] in (["in", "any"], ["of", "any"])
    if word == "most" and following not in ("ever", "since", "recorded", "on") and not is_of_any:
        return None
    if following in ("of", "at") and any(amount.begin == at + 2 for amount in sentence.amounts):
        return None  # the amount's own claim says it
    return extreme


def _told_before(sentence: Prepared, at: int) -> WrittenDate | None:
    """The only date before a place that is not compared with: 'September 2014, at 12, was the worst month'."""
    before = [one for one in sentence.dates if one.first < at and not _is_compared(sentence, one)]
    return before[0].date if len(before) == 1 else None


_IN_MONTHS = {"years": 12, "quarters": 3, "months": 1, "weeks": 0}


def _length(sentence: Prepared, at: int) -> WrittenDate | None:
    """How far back a rank goes, from a length of time: 'in two years', 'for six months'."""
    for place in sentence.amounts:
        name = place.amount.unit.rpartition(" ")[2]
        is_near = 0 < place.begin - at < 5 and sentence.lead(place.begin)[-1] in ("in", "for", "over")
        if is_near and name in _IN_MONTHS and place.amount.measured is Measured.COUNT:
            count = int(place.amount.value)
            step = Step(Grain.DAY, months=-count * _IN_MONTHS[name],
                        days=-7 * count if name == "weeks" else 0, to_date=True)  # fmt: skip
            end = sentence.tokens[place.after].end
            start = place.amount.start
            return WrittenDate(start, end, sentence.text[start:end], Form.RELATIVE, None, step)
    return None


def _steady(sentence: Prepared) -> Iterator[Claim]:
    """'Has remained steady', 'little change in'."""
    at = sentence.whole.first
    if known.STEADY_WORDS.isdisjoint(sentence.words[at : sentence.whole.after]):
        return
    while at < sentence.whole.after:
        found = known.STEADY.at(sentence.tokens, at)
        if found is None:
            at += 1
            continue
        degree, after = found
        has_amount = any(
            after < amount.begin <= after + 2 and sentence.words[after] in ("at", "of") for amount in sentence.amounts
        )
        if not has_amount:
            when, since = _dates_after(sentence, after)
            made = sentence.claim(Relation.STEADY, at, after)
            when, is_negated = when or _leading(sentence, at), _is_negated(sentence, at)
            yield replace(made, degree=degree, when=when, since=since, is_negated=is_negated)
        at = after


def _targets(sentence: Prepared) -> Iterator[Claim]:
    """'Met its target of 95%', 'five points short of target', 'the target was missed'."""
    for at in range(sentence.whole.first, sentence.whole.after):
        if sentence.words[at] not in known.TARGETS:
            continue
        clause = sentence.clause_of(at)
        found = _standing(sentence, clause, at)
        is_near = any(_is_near_to(sentence, place) for place in sentence.amounts if clause.first <= place.first < at)
        if found is None or is_near:
            continue
        standing, first = found
        level = range(at + 2, at + 4) if sentence.words[at + 1 : at + 2] == ["of"] else range(at + 1, at + 2)
        beside = [at, at - 1 if sentence.words[at] == "required" else at]
        if standing not in (Standing.ABOVE, Standing.BELOW):  # before these, an amount is by how much
            beside.append(first)
        levels = [amount.amount for amount in sentence.amounts if amount.begin in level]
        levels += [place.amount for place in sentence.amounts if place.after in beside]
        amount = levels[0] if levels else None
        made = sentence.claim(Relation.TARGET, min(first, at), at + 1)
        when, since = _dates_between(sentence, clause.first, clause.after)
        yield replace(
            made, standing=standing, amount=amount, when=when, since=since, is_negated=_is_negated(sentence, first)
        )


def _standing(sentence: Prepared, clause: Stretch, at: int) -> tuple[Standing, int] | None:
    """How a clause stands to the target it names, and where it says so."""
    for first in range(at - 1, max(clause.first, at - 6) - 1, -1):
        if sentence.words[first] == "which":
            return None  # 'the 900 at which the target is set'
        if sentence.words[first] == "than" and sentence.words[first - 1] not in known.MORE:
            more = [known.MORE[word] for word in sentence.words[clause.first : first] if word in known.MORE]
            return (Standing.ABOVE if more[-1] is Trend.RISE else Standing.BELOW, first) if more else None
        found = known.STANDINGS.at(sentence.tokens, first)
        if found and found[1] <= at:
            back = known.STANDINGS.before(sentence.tokens, found[1])
            return (back[0], back[1]) if back else (found[0], first)
    for first in range(at + 1, clause.after):
        found = known.STANDINGS.at(sentence.tokens, first)
        if found and found[0] in (Standing.MET, Standing.MISSED, Standing.ABOVE) and not _is_level(sentence, first):
            back = known.STANDINGS.before(sentence.tokens, found[1])
            return (back[0], back[1]) if back else (found[0], first)
    return None


def _is_level(sentence: Prepared, at: int) -> bool:
    """Whether a word only says what the target asks for: 'the target of 95% within 30 days'."""
    return sentence.words[at] in ("over", "within", "inside", "more", "above", "longer", "outside")


def _directions(sentence: Prepared, others: Sequence[Claim]) -> Iterator[Claim]:
    """'Continues to fall', 'did not rise', 'there was no reduction in': a change without its amount."""
    changed = (Relation.BY, Relation.TO, Relation.FROM)
    told = {claim.trend for claim in others if claim.relation in changed}
    for clause in sentence.clauses:
        seen = set(told)
        for at in range(clause.first, clause.after):
            trend = _direction(sentence, at)
            if trend is None or trend in seen:
                continue
            seen.add(trend)
            when, since = _dates_after(sentence, at + 1)
            if when and sentence.words[at + 1 : at + 2] == ["from"]:
                when, since = None, when
            made = sentence.claim(Relation.DIRECTION, at, at + 1)
            since = None if made.is_first else since  # 'did not rise, for the first time since 2021/22'
            degrees = [known.DEGREES[word] for word in sentence.words[at - 1 : at + 2] if word in known.DEGREES]
            yield replace(
                made, trend=trend, degree=degrees[0] if degrees else None, when=when or _leading(sentence, at),
                since=since, is_negated=_is_negated(sentence, at),
            )  # fmt: skip


def _direction(sentence: Prepared, at: int) -> Trend | None:
    word = sentence.words[at]
    if "spend" in word or "short" in sentence.words[at + 1 : at + 4]:
        return None  # 'an overspend', and 'fell 135 short of target', are no change
    before = sentence.words[at - 1] if at > sentence.whole.first else ""
    following = sentence.words[at + 1] if at + 1 < sentence.whole.after else "."
    goes_on = following in known.FOLLOWS_CHANGE or following.endswith("ly") or not following.isalpha()
    if word in known.TREND_PARTICLES and before in known.MOVES and goes_on:
        return known.TREND_PARTICLES[word]
    if word in known.TREND_NOUNS and following == "in":
        return known.TREND_NOUNS[word]
    if word in known.MORE and _is_than_then(sentence, at):
        return known.MORE[word]
    if before == "to" and sentence.words[at - 2] not in known.GOES_ON:
        return None
    if word in known.TREND_VERBS and goes_on and before and before not in known.BEFORE_NOUN:
        return known.TREND_VERBS[word]
    return None


def _is_than_then(sentence: Prepared, at: int) -> bool:
    """Whether more or fewer are said to be than at another time, and not how many: 'more were issued than in April'."""
    words = sentence.words[at + 1 : sentence.clause_of(at).after]
    if "than" not in words or any(at - 2 <= amount.after <= at + 2 for amount in sentence.amounts):
        return False
    than = at + 1 + words.index("than")
    return any(than < one.first <= than + 4 for one in sentence.dates)


def _is_negated(sentence: Prepared, at: int) -> bool:
    """Whether the words right before a place deny it: 'did not rise', 'no reduction in'."""
    words = sentence.words[max(sentence.clause_of(at).first, at - 3) : at]
    opening = sentence.clause_of(at).first
    is_whole = (
        sentence.words[opening] in ("neither", "none") or tuple(sentence.words[opening : opening + 2]) in known.NEVER
    )
    is_to_come = ["yet", "to"] in (words[-2:], words[-3:-1]) or words[-2:] in (["failed", "to"], ["all", "but"])
    return is_whole or is_to_come or any(word in known.NOT or word.endswith("n't") for word in words)


def _other_place(sentence: Prepared, place: amounts.Place, relation: Relation) -> str:
    """The country or other places that an amount speaks of, where it does."""
    clause = sentence.clause_of(place.first)
    own = [amount for amount in sentence.amounts if clause.first <= amount.first < clause.after]
    for at in range(clause.first, clause.after):
        if not known.COUNTRY.at(sentence.tokens, at):
            continue
        if relation is Relation.DIFFERENCE and place.after <= at <= place.after + 4:
            return sentence.tokens[at].text
        following = [one for one in own if one.begin > at]
        is_compared = any(word in known.COMPARED for word in sentence.words[max(clause.first, at - 4) : at])
        if at < place.begin:
            if following[0] is place:
                return sentence.tokens[at].text
        elif not following and own[-1] is place:
            between = sentence.words[place.after : at]
            is_told_of_us = is_compared and not known.COMPARED.isdisjoint(between)
            if relation is Relation.DIFFERENCE or not is_told_of_us:
                return sentence.tokens[at].text
    return ""


def _dates_of(sentence: Prepared, place: amounts.Place) -> tuple[WrittenDate | None, WrittenDate | None]:
    """The date of an amount, and the one that it is compared with."""
    before = [dated for dated in sentence.dates if dated.after <= place.begin][-1:]
    if before and "when" in sentence.words[before[0].after : min(before[0].after + 2, place.begin)]:
        return before[0].date, None  # 'since July 2025, when there were 12'
    later = [
        amount.begin for amount in sentence.amounts if amount.begin > place.first and not _is_no_claim(sentence, amount)
    ]
    clause = sentence.clause_of(place.first)
    limit = min([clause.after, *later])
    when, since = _dates_between(sentence, place.after, limit)
    opening = [one for one in sentence.dates if clause.first <= one.first < place.begin]
    if not since and opening and sentence.words[opening[0].first - 1 : opening[0].first] == ["since"]:
        since = opening[0].date
    return when or _leading(sentence, place.begin), since


def _dates_after(sentence: Prepared, at: int) -> tuple[WrittenDate | None, WrittenDate | None]:
    return _dates_between(sentence, at, sentence.clause_of(at - 1).after)


def _dates_between(sentence: Prepared, first: int, after: int) -> tuple[WrittenDate | None, WrittenDate | None]:
    when, since = None, None
    for one in sentence.dates:
        is_each = len(sentence.dates) > 1 and known.EACH.at(sentence.tokens, one.first)
        if is_each or not first <= one.first < after:
            continue
        if _is_compared(sentence, one):
            since = since or one.date
        else:
            when = when or one.date
    return when, since


SINCE = 9  # words before a date, in which 'since' may stand: 'since the Council began to count them in 2023'


def _is_compared(sentence: Prepared, dated: dates.Place) -> bool:
    """Whether a date is what is compared with: 'since March', 'than in April', 'on last year', 'compared with 2013'."""
    words = list(sentence.words[max(sentence.whole.first, dated.first - SINCE) : dated.first])
    while words and words[-1] in known.BEFORE_DATE:
        words.pop()
    if words[-2:] == ["looked", "after"]:
        return False
    if len(words) > 2 and words[-2] == "the" and words[-1:] in known.SO_MANY:
        return True  # 'half the number in May'
    last = words[-1] if words else ""
    if last in ("been", "was", "were") and not {"what", "as", "than"}.isdisjoint(words):
        return True
    for joint in ("since", "than"):
        if joint in words:
            at = dated.first - SINCE if dated.first - SINCE > sentence.whole.first else sentence.whole.first
            at += words.index(joint)
            is_apart = any(at < amount.first < dated.first for amount in sentence.amounts)
            is_of_aim = joint == "than" and not known.YARDSTICKS.isdisjoint(words[words.index(joint) :])
            if not is_apart and not is_of_aim:
                return True
    is_long = dated.date.step is not None or dated.date.form in (Form.YEAR, Form.SPAN, Form.QUARTER, Form.MONTH)
    return last in ("since", "after", "than", "with", "against", "as") or (last == "on" and is_long)


def _leading(sentence: Prepared, at: int) -> WrittenDate | None:
    """The date that opens a clause, or the sentence where the clause has none and does not compare with others."""
    clause = sentence.clause_of(at)
    opens = [one for one in sentence.dates if clause.first <= one.first < at and not _is_compared(sentence, one)]
    amounts_before = [amount for amount in sentence.amounts if clause.first <= amount.first < at]
    if len(opens) > 1 and opens[-1].date.step and sentence.words[opens[-2].after : opens[-1].first] == [","]:
        opens.pop()  # 'in May 2014, a year earlier, there were 64'
    if opens and not any(opens[-1].first < one.first for one in amounts_before):
        is_taken = any(one.after <= opens[-1].first for one in amounts_before)
        return None if is_taken else opens[-1].date
    if opens:
        return opens[0].date if opens[0].first < amounts_before[0].first else None
    return None


def _respective(sentence: Prepared) -> dict[int, WrittenDate]:
    """The dates of amounts that are told in the same order: 'in May and June 94% and 95% respectively'."""
    if "respectively" not in sentence.words[sentence.whole.first : sentence.whole.after]:
        return {}
    listed = [amount for amount in sentence.amounts if amount.amount.measured is sentence.amounts[0].amount.measured]
    if len(listed) != len(sentence.dates):
        return {}
    return {id(place): dated.date for place, dated in zip(listed, sentence.dates, strict=True)}
