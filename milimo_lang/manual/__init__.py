"""The manual of what milimo says: a page, a wrong example and its mended form for every sort of diagnostic.

All three stand in the file of the check that says it; here they are gathered, and made into documents.
"""
