# function: area
from dataclasses import dataclass


@dataclass
class Square:
    side: float


@dataclass
class Named:
    name: str


def area(x: Square | Named | int) -> float:
    match x:
        case Square(side):
            return side * side
        case int(n):
            return n
    return 0.0
