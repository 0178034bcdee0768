"""The process: the only folder that reads the environment or builds an adapter."""
