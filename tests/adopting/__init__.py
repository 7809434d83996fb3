"""Papers with the tag of each of their numbers and dates, to hold adopting to: `python -m tests.adopting`."""
