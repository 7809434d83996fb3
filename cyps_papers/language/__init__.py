"""What the text of a paper says: its sentences, amounts, dates and claims. The only grammar of the house."""
