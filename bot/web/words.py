"""The words that the chat page's script needs, and the questions it offers."""

from collections.abc import Mapping, Sequence

from handlers.phrases import Phrases, mark
from schedule_data.people import Role

# name in the script -> msgid
WORDS: Mapping[str, str] = {
    "me": mark("You said"),
    "guide": mark("Giljabi said"),
    "waiting": mark("Looking it up"),
    "unsent": mark("Not sent yet. It goes out by itself as soon as there is a connection."),
    "refused": mark("Not sent"),
    "again": mark("Send again"),
    "offline": mark("No connection. You can keep writing; it is sent as soon as you are back."),
    "reconnecting": mark("Connecting again…"),
    "gone": mark("This chat was closed in this browser. Ask your tour leader for a new link."),
    "copy": mark("Copy address"),
    "copied": mark("Copied"),
    "driver": mark("Show the driver"),
    "amap": mark("Amap"),
    "apple": mark("Apple Maps"),
    "call": mark("Call {number}"),
    "file": mark("Download file"),
    "locating": mark("Finding where you are…"),
    "myLocation": mark("📍 My location"),
    "locationDenied": mark(
        "The browser doesn't share your location. Allow it in the browser's settings, or write what you see around you."
    ),
    "locationFailed": mark("Your location can't be found right now. Please write what you see around you."),
    "noLocation": mark("This browser can't share a location. Please write what you see around you."),
    "attaching": mark("Uploading the file…"),
    "tooLarge": mark("That file is too large. Please send at most 10 MB."),
    "notAttached": mark("The file could not be uploaded. Please pick it again when you have a connection."),
    "photo": mark("Photo"),
    "voice": mark("Voice message"),
    "document": mark("File"),
    "website": mark("Opens in a new window"),
    "lost": mark("The server is busy. We keep trying."),
}
DEMO_WORDS: Mapping[str, str] = {
    "next": mark("Next reminder {time}"),
    "none": mark("No more reminders"),
    "nothing": mark("Nothing yet"),
    "silent": mark("The demo is not answering. Is it still running?"),
}
# What most people ask; each is sent as the words that it shows.
FOR_EVERYBODY = (mark("What's next?"), mark("Where do we gather?"), mark("Today's schedule"), mark("Hotel"))
FOR_LEADERS = (mark("Who is missing?"), mark("How many people are here?"))


def page_words(say: Phrases) -> Mapping[str, str]:
    """Give the script's words in a language; placeholders are left for the script to fill in."""
    return {name: say(msgid) for name, msgid in WORDS.items()}


def demo_words(say: Phrases) -> Mapping[str, str]:
    """Give the words that the demo page's script needs."""
    return {name: say(msgid) for name, msgid in DEMO_WORDS.items()}


def suggestions(say: Phrases, role: Role) -> Sequence[str]:
    """Give the questions that the page offers to a person of this role."""
    offered = FOR_EVERYBODY if role is Role.PARTICIPANT else FOR_LEADERS + FOR_EVERYBODY
    return [say(msgid) for msgid in offered]
