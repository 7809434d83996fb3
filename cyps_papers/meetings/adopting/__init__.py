"""An existing paper made a template: the tags for what the workbooks hold of its numbers, dates and tables."""
