"""Providers that people sign in with: what each one speaks, and what its answers are worth. Knows no rows."""
