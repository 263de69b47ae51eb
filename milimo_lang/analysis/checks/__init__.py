"""What milimo can say about a film: one file a sort of diagnostic.

Each file opens with its manual page (`milimo explain CODE` prints it) and declares one `Kind`.
"""
