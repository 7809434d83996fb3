"""What a paper must not be published with: one rule to a file in `rules`, and the registry that runs them."""

from cyps_papers.checks.acceptance import OF_PEOPLE, Accepted, Review
from cyps_papers.checks.pack import Pack, Published
from cyps_papers.checks.registry import of_people, review

__all__ = ["OF_PEOPLE", "Accepted", "Pack", "Published", "Review", "of_people", "review"]
