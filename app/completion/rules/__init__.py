"""What is decided about completion, and the one sentence that says it."""

from app.completion.rules.completion import (
    Completion,
    EarnedKind,
    Standing,
    Step,
    StepKind,
    StepState,
    decide_completion,
    decide_session_state,
)
from app.completion.rules.sentence import missing_steps, name_of, sentence

__all__ = [
    "Completion",
    "EarnedKind",
    "Standing",
    "Step",
    "StepKind",
    "StepState",
    "decide_completion",
    "decide_session_state",
    "missing_steps",
    "name_of",
    "sentence",
]
