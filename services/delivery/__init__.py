"""Messages to people: the outbox, the worker that empties it, the transports and the templates."""
