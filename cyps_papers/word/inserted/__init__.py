"""What a template puts in from other files: pictures, passages and whole documents.

docxtpl is imported here alone, and only when a template asks for one of these.
"""
