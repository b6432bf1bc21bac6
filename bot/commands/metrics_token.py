"""`giljabi metrics-token`: the bearer token with which Prometheus reads /metrics."""

import typer

from bot.errors import GiljabiError
from bot.metrics_route import metrics_token
from bot.settings import read_settings

app = typer.Typer()


@app.command()
def show() -> None:
    """Print the bearer token for /metrics; it is made from GILJABI_SECRET_KEY."""
    key = read_settings().secret_key
    if key is None:
        raise GiljabiError(
            "GILJABI_SECRET_KEY is not set, so there is no token: only programs of this machine may read /metrics.\n"
            "Set it to read them from elsewhere."
        )
    typer.echo(metrics_token(key))
