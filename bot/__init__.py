"""The edges: messengers, HTTP, the environment, the clock, delivery and the command line."""
