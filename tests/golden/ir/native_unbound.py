# function: maybe
from krait import u8


def maybe(bind: bool, x: u8) -> int:
    if bind:
        y: u8 = x + 1
    return y
