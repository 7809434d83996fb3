"""What the kinds that give series share: observations, definitions, rolling forward."""
