"""What is asked for its truth may let go of itself while it answers."""
from typing import Any, List, Optional


class Fragile:
    def __init__(self, holder: "Holder", answer: object) -> None:
        self.holder = holder
        self.answer = answer
        self.text = "alive"

    def __bool__(self) -> bool:
        self.holder.item = None
        self.holder.items.clear()
        answer = self.answer
        print(self.text, self.holder.item)
        if isinstance(answer, Exception):
            raise answer
        return bool(answer)


class Sized:
    def __init__(self, size: int) -> None:
        self.size = size

    def __len__(self) -> int:
        return self.size


class Plain:
    pass


class Texts(str):
    def __bool__(self) -> bool:
        return False


class Holder:
    def __init__(self) -> None:
        self.item: Any = None
        self.items: List[Any] = []

    def fill(self, answer: object) -> "Holder":
        self.item = Fragile(self, answer)
        return self

    def fill_items(self, answer: object) -> "Holder":
        self.items.append(Fragile(self, answer))
        return self


def of_field(holder: Holder) -> str:
    if holder.item:
        return "yes"
    return "no"


def of_item(holder: Holder) -> str:
    return "yes" if holder.items[0] else "no"


def of_not(holder: Holder) -> bool:
    return not holder.item


def of_each(values: List[Any]) -> List[bool]:
    return [not value for value in values]


def main() -> None:
    holder = Holder()
    for answer in (True, False, 0, ValueError("asked")):
        for function, filled in ((of_field, holder.fill), (of_item, holder.fill_items), (of_not, holder.fill)):
            try:
                print(function(filled(answer)))
            except ValueError as e:
                print(e)
    print(of_each([[], [1], (), (1,), "", "a", {}, {1: 2}, set(), {1}, 0, 1, 0.0, 2.5, 1j, b"", b"a", None, True, False, Plain(), Plain, Sized(0), Sized(2), Texts("a"), range(0), of_each]))
    try:
        of_each([Sized(-1)])
    except ValueError as e:
        print(e)


main()
