"""What Kakao demands of a skill response, one row each, with its source beside it."""

from bot import kakao_demands as demands
from bot import kakao_limits as limits
from bot.kakao_demands import (
    BUTTON_ACTIONS,
    CARDS,
    QUICK_REPLY_ACTIONS,
    Rule,
    Severity,
    count,
    has,
    has_any,
    one_of,
    within,
)

GUIDE = "chatbot guide, skill_guide/answer_json_format"
GROUP = "group chatbot Quick Start v1.11.1"
SEEN = "reported: on some surfaces a tap sends the label"


def _button_rules(card: str) -> tuple[Rule, ...]:
    return (
        Rule(f"{card}-buttons", card, demands.buttons, f"{GUIDE}; {GROUP}"),
        Rule(f"{card}-labels", card, demands.labels, GUIDE, Severity.WARNING),
    )


RULES: tuple[Rule, ...] = (
    Rule("version", "response", demands.version, GUIDE),
    Rule("template", "response", demands.template, f"{GUIDE}; ai_chatbot_callback_guide"),
    Rule("texts", "*", demands.texts, GUIDE),
    Rule("lists", "*", demands.lists, GUIDE),
    Rule("outputs", "template", count("outputs", 1, limits.OUTPUTS_MAX), GUIDE),
    Rule("quickReplies", "template", count("quickReplies", 0, limits.QUICK_REPLIES_MAX), GUIDE),
    Rule("quickReplies-group", "template", demands.no_quick_replies_in_groups, GROUP),
    Rule("output-kind", "output", demands.one_kind, GUIDE),
    Rule("output-group", "output", demands.shown_in_groups, GROUP),
    Rule("simpleText", "simpleText", has("text"), GUIDE),
    Rule("simpleText-length", "simpleText", within(["text"], limits.SIMPLE_TEXT_MAX), GUIDE),
    Rule("simpleText-fold", "simpleText", within(["text"], limits.SIMPLE_TEXT_FOLD), GUIDE, Severity.WARNING),
    Rule("simpleImage-url", "simpleImage", has("imageUrl"), GUIDE),
    Rule("simpleImage-altText", "simpleImage", has("altText"), GUIDE),
    Rule("simpleImage-altText-length", "simpleImage", within(["altText"], limits.ALT_TEXT_MAX), GUIDE),
    Rule("thumbnail-url", "thumbnail", has("imageUrl"), GUIDE),
    Rule("thumbnail-altText-length", "thumbnail", within(["altText"], limits.ALT_TEXT_MAX), GUIDE),
    Rule("textCard", "textCard", has_any("title", "description"), GUIDE),
    Rule("textCard-title", "textCard", within(["title"], limits.TEXT_CARD_TITLE_MAX), GUIDE),
    Rule(
        "textCard-body",
        "textCard",
        within(["title", "description"], limits.TEXT_CARD_BODY_MAX, limits.TEXT_CARD_BODY_MAX_IN_CAROUSEL),
        GUIDE,
    ),
    Rule("basicCard-thumbnail", "basicCard", has("thumbnail"), GUIDE),
    Rule("basicCard-title", "basicCard", within(["title"], limits.BASIC_CARD_TITLE_MAX), GUIDE),
    Rule("basicCard-description", "basicCard", within(["description"], limits.BASIC_CARD_DESCRIPTION_MAX), GUIDE),
    Rule("listCard-header", "listCard", has("header"), GUIDE),
    Rule(
        "listCard-items",
        "listCard",
        count("items", 1, limits.LIST_ITEMS_MAX, limits.LIST_ITEMS_MAX_IN_CAROUSEL),
        GUIDE,
    ),
    Rule("listHeader-title", "listHeader", has("title"), GUIDE),
    Rule("listItem-title", "listItem", has("title"), GUIDE),
    Rule("itemCard-items", "itemCard", count("itemList", 1, limits.ITEMS_MAX, limits.ITEMS_MAX_IN_CAROUSEL), GUIDE),
    Rule(
        "itemCard-body",
        "itemCard",
        within(["title", "description"], limits.ITEM_CARD_BODY_MAX, limits.ITEM_CARD_BODY_MAX_IN_CAROUSEL),
        GUIDE,
    ),
    Rule("itemCard-lines", "itemCard", demands.lines, GUIDE),
    Rule("itemCard-description", "itemCard", demands.titled, GUIDE),
    Rule("itemCard-heads", "itemCard", demands.one_head, GUIDE),
    Rule("item-title", "item", has("title"), GUIDE),
    Rule("item-description", "item", has("description"), GUIDE),
    Rule("item-title-length", "item", within(["title"], limits.ITEM_TITLE_MAX), GUIDE, Severity.WARNING),
    *(rule for card in CARDS for rule in _button_rules(card)),
    Rule("button-label", "button", has("label"), GUIDE),
    Rule("button-action", "button", one_of("action", BUTTON_ACTIONS), GUIDE),
    Rule("button-target", "button", demands.target, GUIDE),
    Rule("button-words", "button", demands.same_words, SEEN, Severity.WARNING),
    Rule("quickReply-label", "quickReply", has("label"), GUIDE),
    Rule("quickReply-label-length", "quickReply", within(["label"], limits.LABEL_MAX), GUIDE, Severity.WARNING),
    Rule("quickReply-action", "quickReply", one_of("action", QUICK_REPLY_ACTIONS), GUIDE),
    Rule("quickReply-target", "quickReply", demands.target, GUIDE),
    Rule("quickReply-words", "quickReply", demands.same_words, SEEN, Severity.WARNING),
    Rule("carousel-type", "carousel", one_of("type", CARDS), GUIDE),
    Rule("carousel-items", "carousel", demands.cards, GUIDE),
    Rule("context-name", "context", has("name"), GUIDE),
    Rule("context-lifeSpan", "context", has("lifeSpan"), GUIDE),
)
