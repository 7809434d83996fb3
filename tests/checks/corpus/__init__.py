"""Sentences of committee papers with the data that they speak of, each known to be true, false or beyond telling.

All of it is made up, to illustrate. `papers` holds the data of papers of six kinds, each source as its officers keep
it: semicolons for cells, a line for a row.
`sentences` holds what the papers might say, a sentence a line under the same name:

    true | rate | We approved 18 new foster carers in the half-year to September 2024, an average of three a month.
    false | value | At the end of September 2024 the council was looking after «322» children.
    untold | elsewhere | Across London, agency workers fill 23% of social work posts.

What is wrong in a false one stands between « and »; // begins another paragraph, for bullets under their lead. Nothing
in the data bears on one that is untold. The workbooks are read and the sentences checked by what `check` runs.
"""
