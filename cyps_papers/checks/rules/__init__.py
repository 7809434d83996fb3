"""The rules, one to a file; a rule's docstring is what officers read about it."""
