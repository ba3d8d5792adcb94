from typing import Dict

LEVEL = 1
settings: Dict[str, int] = {}
counter = 0


def increment() -> int:
    global counter
    counter += 1
    return counter


def get_new() -> str:
    return new_name  # type: ignore  # noqa
