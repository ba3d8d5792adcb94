"""What a generated program is made of: values, variables, functions and classes."""
from typing import Dict, List, Optional, Sequence, Tuple

INTS = ["0", "1", "-1", "2", "3", "7", "-4", "2 ** 30", "2 ** 62 - 1", "2 ** 62", "-2 ** 62", "2 ** 63 - 1", "-2 ** 63", "10 ** 20"]
VALUES: Dict[str, Sequence[str]] = {
    "int": INTS,
    "float": ["0.0", "-1.5", "0.5", "2.5", "1e16", "1e308", "-0.0", "float('inf')", "3", "2 ** 53 + 1"],
    "bool": ["True", "False"],
    "str": ["''", "'abc'", "'h\xe9\xdf1'", "'x'"],
    "Optional[int]": ["None", "0", "2 ** 62", "-3"],
    "List[int]": ["[]", "[1, 2, 3]", "[5, -1, 4, 0]", "[2 ** 62, 1]", "[7]"],
}
PLAIN = list(VALUES)
BUILTIN_ERRORS = ["ValueError", "KeyError", "RuntimeError", "ZeroDivisionError", "IndexError", "LookupError", "ArithmeticError", "TypeError", "AttributeError"]


class Place:
    """Something that has a name: a variable, a field of a variable."""

    def __init__(self, text: str, kind: str, sure: bool, can_set: bool = True, can_del: bool = False) -> None:
        self.text = text
        self.kind = kind
        self.sure = sure  # holds what its kind says, or raises
        self.can_set = can_set
        self.can_del = can_del


class Callee:
    def __init__(self, name: str, params: List[Tuple[str, bool]], result: str, sure: bool, level: int = 0, how: str = "method") -> None:
        self.name = name
        self.params = params  # kind, declared
        self.result = result
        self.sure = sure
        self.level = level
        self.how = how


class Field:
    def __init__(self, name: str, kind: str, sure: bool, where: str) -> None:
        self.name = name
        self.kind = kind
        self.sure = sure
        self.where = where  # body, init, maybe (set on one way through __init__), never (by methods only)


class Kind:
    """A class of the program."""

    def __init__(self, name: str, style: str, base: Optional["Kind"]) -> None:
        self.name = name
        self.style = style
        self.base = base
        self.fields: List[Field] = list(base.fields) if base else []
        self.methods: List[Callee] = list(base.methods) if base else []
        self.params: List[Tuple[str, bool]] = list(base.params) if base else []
        self.needed = base.needed if base else 0  # parameters without a default
        self.dunders: Dict[str, str] = dict(base.dunders) if base else {}
        self.counter = base.counter if base else ""
        self.frozen = base.frozen if base else False
        self.setters: List[Field] = list(base.setters) if base else []
        self.others: List["Kind"] = []
        self.abstract = False

    def is_a(self, other: "Kind") -> bool:
        return self is other or any(k.is_a(other) for k in [*self.others, self.base] if k is not None)
