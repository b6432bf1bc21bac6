"""Pages from templates, in the person's language."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from handlers.identity import supported
from handlers.phrases import LANGUAGES, phrases

FOLDER = Path(__file__).parent
HTML_LANGUAGES = {"ko": "ko", "en": "en", "zh": "zh-Hans"}
ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def browser_language(request: Request) -> str:
    """Give the first of the browser's languages that we speak, else Korean."""
    tags = (part.partition(";")[0].strip() for part in request.headers.get("accept-language", "").split(","))
    return next((known for known in map(supported, tags) if known), LANGUAGES[0])


def page(template: str, language: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Give a page; the template finds `say` and `language` beside `values`."""
    content = ENVIRONMENT.get_template(template).render(
        say=phrases(language), language=HTML_LANGUAGES[language], **values
    )
    return HTMLResponse(content, status)


def notice_page(
    request: Request, title: str, *paragraphs: str, status: int, language: str | None = None
) -> HTMLResponse:
    """Give a page that tells one thing kindly; texts are msgids."""
    spoken = language or browser_language(request)
    return page("notice.html", spoken, status=status, title=title, paragraphs=paragraphs)
