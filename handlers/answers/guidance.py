"""What the bot can do, and how to reach a person."""

from handlers.answers.next_steps import BRING, EMERGENCY, GATHERING, NEXT, TODAY, TOUR, call, contacts_for, offer
from handlers.answers.people import contact_card
from handlers.answers.sample import sampled
from handlers.phrases import phrases
from handlers.question import Question
from handlers.reply import Outcome, Reply
from schedule_data.people import Role


def help_(question: Question) -> Reply:
    """Answer 'what can you do', with what the asker's role may do."""
    say = phrases(question.language)
    words = [say("Ask me about the itinerary, gathering points, what to bring, sites, meals, the hotel or your bus.")]
    if question.member.role == Role.LEADER:
        words.append(say("As a leader, you can also write ‘delay 30 minutes’, ‘cancel lunch’, ‘roll call’ or ‘undo’."))
    if question.member.role in {Role.LEADER, Role.STAFF}:
        words.append(say("You can also ask ‘how many are on bus 2’, ‘who is missing’ or ‘participant list’."))
    words.append(say("What I don't know, I pass on to the staff."))
    return Reply(tuple(words), buttons=offer(question, NEXT, TODAY, GATHERING, BRING, TOUR, EMERGENCY))


def human(question: Question) -> Reply:
    """Answer 'I want a person': whom to call, numbers in the text and as buttons."""
    say, language = phrases(question.language), question.language
    contacts = contacts_for(question, "leader", "guide", "office")
    if not contacts:
        return Reply((say("No number is known yet. Please speak to the staff on the spot."),), outcome=Outcome.UNKNOWN)
    words = say("You can call directly: {name}, {phone}", name=contacts[0].name.to(language), phone=contacts[0].phone)
    buttons = (*(call(one, language) for one in contacts), *offer(question, EMERGENCY))
    reply = Reply((words,), cards=(contact_card(question, contacts),), buttons=buttons)
    return sampled(question.itinerary, language, reply)
