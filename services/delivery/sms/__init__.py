"""Text messages: a short module for each provider's HTTP API, and the caps on how many go out."""
