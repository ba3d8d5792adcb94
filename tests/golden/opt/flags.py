# function: clear
"""Flags stored by a step that is a variable: counted up, and tested, in front of the loop; the list of the module is looked up there, too."""

FLAGS = [True] * 10


def clear(flags: list[bool], start: int, stop: int, step: int) -> None:
    for j in range(start, stop, step):
        flags[j] = False
        flags[j + 1] = FLAGS[j]
        flags[j + 2] = j % 3 == 0
