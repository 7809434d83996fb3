"""`python -m cyps_papers`, the same as `cyps-papers`."""

from cyps_papers.cli import main

main()
