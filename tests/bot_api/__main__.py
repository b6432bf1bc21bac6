"""The server as a process of its own: prints its URL on the first line and runs until it is told to stop."""

import argparse
import asyncio
import contextlib
import signal

from tests.bot_api.flood import TELEGRAM
from tests.bot_api.server import TOKEN, BotApiServer


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.bot_api", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 lets the system choose")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before every answer")
    parser.add_argument("--limits", choices=["off", "telegram"], default="off")
    parser.add_argument("--seed", type=int, default=0, help="of faults with a probability")
    parser.add_argument("--counts-only", action="store_true", help="keep no log of single calls")
    asyncio.run(serve(parser.parse_args()))


async def serve(options: argparse.Namespace) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server = BotApiServer(options.token, port=options.port, latency=options.latency, seed=options.seed)
    server.calls.keep = not options.counts_only
    if options.limits == "telegram":
        server.flood.set(TELEGRAM)
    async with server:
        print(server.url, flush=True)  # noqa: T201  # whoever started the process reads it
        await stop.wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
