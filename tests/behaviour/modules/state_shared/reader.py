import config
from config import LEVEL


def read() -> int:
    return config.LEVEL


def read_imported() -> int:
    return LEVEL


def counter_value() -> int:
    return config.counter
