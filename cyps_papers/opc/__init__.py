"""Open Packaging Conventions (ECMA-376 part 2): the zip of parts that documents and workbooks are."""
