"""What one request asks for once, however many parts of its page need it."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import has_request_context, request

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def once_per_request(ask: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Keep the first answer until the request ends, whatever was given; jobs and commands ask each time."""

    @wraps(ask)
    def remember(*given: Given.args, **named: Given.kwargs) -> Answer:
        if not has_request_context():
            return ask(*given, **named)
        memory = request.environ.setdefault("academy.asked_once", {})
        if remember not in memory:
            memory[remember] = ask(*given, **named)
        answer: Answer = memory[remember]
        return answer

    return remember
