"""The extra `llm`: a language model behind an OpenAI-compatible endpoint chooses from closed lists what is meant."""
