"""The web chat: joining by a personal link, the chat page with its stream, and the demo page."""
