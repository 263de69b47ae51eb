"""What is heard of the animatic: voices that murmur, and the tone of places."""
