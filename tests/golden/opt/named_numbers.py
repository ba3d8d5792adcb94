# function: run
"""Numbers with names are literals behind one test of all of them; what is bound twice is no such name."""
from typing import List

PUSH = 0
ADD = 1
SCALE = -3
TWICE = 4
TWICE = 5


def run(code: List[int]) -> int:
    total = 0
    i = 0
    while i < len(code):
        op = code[i]
        if op == PUSH:
            total += SCALE
        elif op == ADD:
            total += TWICE
        i += 1
    return total
