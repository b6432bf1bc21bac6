"""A local chat-completions endpoint over HTTP that answers, lies, stalls and breaks as it is told."""
