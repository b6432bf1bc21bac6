"""What an applicant agrees to. What is kept of it is these words, as they were read."""

from handlers.phrases import phrases
from schedule_data.itinerary import Itinerary


def consent_words(itinerary: Itinerary, language: str) -> str:
    """Give the question for consent: what is kept, for what, and how it goes away."""
    say = phrases(language)
    return say(
        "To apply for {tour}, I pass your name, company and phone number to its organisers. They use them only for "
        "your application, and delete them with the tour's data. Do you agree?",
        tour=itinerary.title.to(language),
    )
