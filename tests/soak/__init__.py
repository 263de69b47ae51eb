"""What milimo promises, tried thousands of times."""
