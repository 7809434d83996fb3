"""The kinds of source: what each knows of its workbooks, each in a folder of its own."""
