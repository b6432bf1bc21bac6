"""The reference of the skill's benchmark: a bare Starlette route that returns one constant skill response.

python -m tests.benchmarks.skill_reference --port PORT
"""

import argparse

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.kakao_out import render
from handlers.reply import Reply

CONSTANT = render(Reply(("08:20까지 호텔 로비로 오세요.",)))


async def answer(request: Request) -> Response:
    """Read the call, and return the constant."""
    await request.json()
    return JSONResponse(CONSTANT)


def main() -> None:
    """Serve until ended."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.skill_reference")
    parser.add_argument("--port", type=int, required=True)
    app = Starlette(routes=[Route("/kakao/{token}", answer, methods=["POST"])])
    uvicorn.run(app, port=parser.parse_args().port, log_level="warning", access_log=False, ws="none", lifespan="off")


if __name__ == "__main__":
    main()
