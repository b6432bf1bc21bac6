"""Conversations: understand a question, check permission, decide, produce a reply. Never sends, never reads a clock."""
