"""The nouns that a client receives. Each is made by `of(row)`."""
