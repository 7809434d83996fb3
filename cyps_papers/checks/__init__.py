"""What a paper must not be published with: one rule to a file."""
