"""What is meant (`screenplay`) and what is to be made (`plan`), as typed, serialisable values."""
