# function: inverse
"""Comprehensions of known length make room once; appending to their list touches no other."""


def inverse(box: list[int], text: list[int]) -> list[int]:
    return [box[b] ^ 1 for b in text]
