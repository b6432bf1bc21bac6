"""Pages from templates, in the person's language."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse

from handlers.identity import supported
from handlers.phrases import LANGUAGES, phrases

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent
HTML_LANGUAGES = {"ko": "ko", "en": "en", "zh": "zh-Hans"}


@cache
def templates() -> "Environment":
    """Open the templates, when the first page is asked for: Jinja takes 2 MiB, and many tours open none."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    loader = FileSystemLoader(FOLDER / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def browser_language(request: Request) -> str:
    """Give the first of the browser's languages that we speak, else Korean."""
    tags = (part.partition(";")[0].strip() for part in request.headers.get("accept-language", "").split(","))
    return next((known for known in map(supported, tags) if known), LANGUAGES[0])


def page(template: str, language: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Give a page; the template finds `say` and `language` beside `values`."""
    spoken = {"say": phrases(language), "language": HTML_LANGUAGES[language]}
    content = templates().get_template(template).render(spoken, **values)
    return HTMLResponse(content, status)


def notice_page(
    request: Request, title: str, *paragraphs: str, status: int, language: str | None = None
) -> HTMLResponse:
    """Give a page that tells one thing kindly; texts are msgids."""
    spoken = language or browser_language(request)
    return page("notice.html", spoken, status=status, title=title, paragraphs=paragraphs)
