"""How much each sign counts that a claim is of a figure: the only table of weights, fitted on the corpus.

`python -m tests.checks.corpus.fit` works them out again.
"""

WEIGHTS: dict[str, float] = {
    "near": 1.0,  # how much of the subject's name stands in the clause, rare words counting more
    "far": 0.25,  # in the sentence and the line that its list hangs on
    "around": 0.1,  # in the heading and the sentences before
    "explained": 0.95,  # how much of what the clause is about is the subject's name
    "alone": 0.5,  # no other subject is named half as well there
    "unit": 0.15,  # the amount has its unit
    "other_unit": -0.5,  # the amount counts something else
    "date": 0.2,  # there is a value of the date that is said
    "undated": -0.55,  # no date is said
    "beside": 1.4,  # a date or figure of it is printed in the sentence
    "before": 1.6,  # the claim names no subject, and the one before it is of this
    "only": 0.25,  # no other has its value
    "unlike": -1.0,  # it is far from all of the subject's values
    "agrees": 0.45,  # the figures bear the claim out
}
SURE = 1.5
"""What a reading must score for its claim to be called wrong."""
SURE_OF_LEFT = 1.0
"""What it must score that nothing is said to be left of what is in arrears: the words for that are few."""
HELD = 1.3
"""What a reading must score for its claim to be called right."""
CLEAR = 0.45
"""By how much the best subject must lead the next, or it can't be told which is meant."""
NAMED = 0.6
"""How much of the name of a budget's line has to stand beside an amount: lines share their words."""
DOUBTFUL = 0.5
"""By how much a subject that bears a claim out must lead one that is named better and does not."""
