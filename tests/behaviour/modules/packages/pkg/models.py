from typing import List

from . import helper
from .helper import double as twice


class Item:
    def __init__(self, name: str, price: float) -> None:
        self.name = name
        self.price = price

    def bulk(self, n: int) -> float:
        return self.price * helper.double(n) + twice(0)


def total(items: List[Item]) -> float:
    return sum(i.price for i in items)
