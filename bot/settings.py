"""Settings from the environment, read once and typed; a bad value or name is told with how to mend it."""

import os
import re
from ipaddress import ip_address
from typing import Annotated

from pydantic import (
    Field,
    HttpUrl,
    SecretStr,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import GiljabiError
from bot.pacing_limits import TELEGRAM_PER_SECOND
from bot.setting_mistakes import bad_values, unknown_names

PREFIX = "GILJABI_"
SUPPORTED_DATABASES = ("sqlite", "postgresql")
# Bot API, setWebhook.secret_token
WebhookSecret = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,256}$")]


class Settings(BaseSettings):
    """What the operator can set; every name is prefixed with GILJABI_ in the environment.

    The examples are told to whoever sets a bad value.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    database_url: str = "sqlite:///var/giljabi.db"
    telegram_token: SecretStr | None = None
    telegram_api_url: HttpUrl = Field(
        default=HttpUrl("https://api.telegram.org"), examples=["https://api.telegram.org"]
    )
    # 0: the server sets no limits
    telegram_per_second: float = Field(default=TELEGRAM_PER_SECOND, ge=0, allow_inf_nan=False, examples=[30])
    telegram_webhook_secret: WebhookSecret | None = Field(default=None, examples=["kX3_v9-Q"])
    public_url: HttpUrl | None = Field(default=None, examples=["https://tour.example.com"])
    secret_key: SecretStr | None = None
    kakao_skill_secret: SecretStr | None = None
    kakao_bot_id: str | None = None
    kakao_rest_key: SecretStr | None = None
    kakao_api_url: HttpUrl = Field(default=HttpUrl("https://bot-api.kakao.com"), examples=["https://bot-api.kakao.com"])
    # where people add the channel
    kakao_channel_url: HttpUrl | None = Field(default=None, examples=["https://pf.kakao.com/_abc"])
    kakao_alimtalk_api_key: SecretStr | None = None
    kakao_alimtalk_sender_key: str | None = None
    kakao_alimtalk_template: str | None = None
    kakao_alimtalk_sms_from: str | None = None
    kakao_alimtalk_api_url: HttpUrl | None = Field(default=None, examples=["https://api.example.com"])
    # where an OpenAI-compatible API begins
    llm_url: HttpUrl | None = Field(default=None, examples=["https://api.openai.com/v1"])
    llm_model: str | None = Field(default=None, max_length=200, validate_default=True, examples=["gpt-4o-mini"])
    llm_key: SecretStr | None = None
    llm_daily_limit: int = Field(default=20, ge=1, le=1000, examples=[20])  # questions, per person and day
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535, examples=[8080])

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        try:
            backend = make_url(value).get_backend_name()
        except (ArgumentError, ValueError):  # ValueError: a port that is no number
            backend = ""
        if backend not in SUPPORTED_DATABASES:
            raise ValueError("write sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE")
        return value

    @field_validator("telegram_token")
    @classmethod
    def _token_has_its_form(cls, value: SecretStr | None) -> SecretStr | None:
        number, colon, secret = value.get_secret_value().partition(":") if value else ("1", ":", "x")
        if not (number.isdigit() and colon and secret) or " " in secret or not secret.isprintable():
            raise ValueError("a token looks like 123456789:AAE…; copy it whole from @BotFather")
        return value

    @field_validator("llm_url")
    @classmethod
    def _is_private(cls, value: HttpUrl | None) -> HttpUrl | None:
        if value is None:
            return None
        if value.scheme != "https" and not _is_this_machine(value.host or ""):
            raise ValueError("begin with https://; http:// is for 127.0.0.1 and localhost only")
        if value.username or value.password or value.query or value.fragment:
            raise ValueError("write the address alone, such as https://HOST/v1; a key goes into GILJABI_LLM_KEY")
        return value

    @field_validator("llm_model")
    @classmethod
    def _is_named(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None and info.data.get("llm_url") is not None:
            raise ValueError("name the model as the endpoint at GILJABI_LLM_URL calls it")
        return value

    @field_validator("llm_key")
    @classmethod
    def _fits_a_header(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[!-~]+", value.get_secret_value()):
            raise ValueError("copy the key whole, without spaces, line breaks or quotation marks around it")
        return value


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def read_settings() -> Settings:
    """Read the environment.

    Raises:
        GiljabiError: a value is wrong or a name unknown; the text names each variable, and shows no value.
    """
    mistakes = list(unknown_names(os.environ, PREFIX, Settings.model_fields))
    try:
        settings = Settings()
    except ValidationError as error:
        mistakes += bad_values(error.errors(include_input=False), PREFIX, Settings.model_fields)
    if mistakes:
        raise GiljabiError("\n".join(mistakes))
    return settings
