"""What the records say of diets: what a meal may be had as, and what is noted for the asker."""

from typing import Final

from handlers.answers.not_known import not_known
from handlers.phrases import mark, phrases
from handlers.question import Question
from handlers.reply import Action, Reply
from handlers.wording import listing, sentences
from schedule_data.itinerary import Stop

# What diets are called in the files of tours: the words of a record that mean the same as the asker's.
_SAME: Final = {
    "vegetarian": ("채식", "비건", "베지", "vegetarian", "vegan", "素", "素食"),
    "halal": ("할랄", "halal", "清真"),
    "allergy": ("알레르기", "알러지", "allerg", "过敏"),
}
_NAMES: Final = {"vegetarian": mark("Vegetarian"), "halal": mark("Halal"), "allergy": mark("Allergy")}


def diet_words(diet: str, language: str) -> str:
    """Give a recorded diet in the reader's language where it is one of the usual ones; else as it is recorded."""
    usual = (msgid for name, msgid in _NAMES.items() if language != "ko" and diet.strip().lower() in _SAME[name])
    return next((phrases(language)(msgid) for msgid in usual), diet)


def diet_name(diet: str, language: str) -> str | None:
    """Give the name of one of the usual diets; None for any other word."""
    return phrases(language)(_NAMES[diet]) if diet in _NAMES else None


def own_diet(question: Question) -> str:
    """Say what is noted of the asker's diet, be it nothing."""
    say, diet = phrases(question.language), diet_words(question.member.diet, question.language)
    return say("Your diet on record: {diet}.", diet=diet) if diet else say("No diet is on record for you yet.")


def allergy(question: Question) -> Reply:
    """Hand over what somebody can't eat: no record tells what is in a dish."""
    by_a_person = phrases(question.language)("What is in the dishes has to be checked by a person.")
    return not_known(question, sentences((own_diet(question), by_a_person), question.language))


def diet_at(question: Question, stop: Stop, asked: str) -> tuple[str, ...] | None:
    """Say what diets a meal may be had as and what is noted for the asker; None where the one asked for isn't there."""
    options = stop.options.get("diet", ())
    if not any(is_of(asked, option) for option in options):
        return None
    told = [diet_words(option, question.language) for option in options]
    words = phrases(question.language)("Diets noted for this meal: {diets}.", diets=listing(told, question.language))
    return (words, own_diet(question))


def is_of(asked: str, option: str) -> bool:
    """Tell whether a recorded diet is the one asked for, in whatever usual words."""
    meant = next((words for diet, words in _SAME.items() if diet == asked or _has(asked, words)), (asked,))
    return _has(option, meant)


def _has(text: str, words: tuple[str, ...]) -> bool:
    return any(word.lower() in text.lower() for word in words)


def not_on_the_menu(question: Question, stop: Stop, asked: str) -> Reply:
    """Say that the records tell nothing of that diet at a meal, and offer the staff."""
    say, language = phrases(question.language), question.language
    diet = say(_NAMES[asked]) if asked in _NAMES else asked
    words = say("{title}: nothing is noted about ‘{diet}’.", title=stop.title.to(language), diet=diet)
    meals = Action("meal", {"date": str(stop.day)})
    return not_known(question, sentences((words, own_diet(question)), language), meals)
