"""What the Bot API answers when it refuses: the status, the words, and the parameters that come with them."""

from typing import Any


class RefusedError(Exception):
    """A call that is answered with `ok: false`."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """Give the JSON body that Telegram sends along with the status."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad_request(why: str) -> RefusedError:
    """Make a 400."""
    return RefusedError(400, f"Bad Request: {why}")


def forbidden(why: str) -> RefusedError:
    """Make a 403."""
    return RefusedError(403, f"Forbidden: {why}")


def conflict(why: str) -> RefusedError:
    """Make a 409."""
    return RefusedError(409, f"Conflict: {why}")


def too_many_requests(retry_after: int) -> RefusedError:
    """Make a 429; `retry_after` is in seconds."""
    return RefusedError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def migrated(new_chat_id: int) -> RefusedError:
    """Make the 400 that names the supergroup a group has become."""
    return RefusedError(
        400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=new_chat_id
    )


def unauthorized() -> RefusedError:
    """Make the 401 of a well-formed token that is nobody's."""
    return RefusedError(401, "Unauthorized")


def not_found() -> RefusedError:
    """Make the 404 of an unknown method or a malformed token."""
    return RefusedError(404, "Not Found")
