from typing import List


class Temperature:
    def __init__(self, celsius: float) -> None:
        self._c = celsius

    @property
    def celsius(self) -> float:
        """degrees C"""
        return self._c

    @celsius.setter
    def celsius(self, v: float) -> None:
        if v < -273.15:
            raise ValueError("too cold")
        self._c = v

    @celsius.deleter
    def celsius(self) -> None:
        self._c = 0.0

    @property
    def fahrenheit(self) -> float:
        return self._c * 9 / 5 + 32


class Loud(Temperature):
    reads: List[str] = []

    @property
    def celsius(self) -> float:
        self.reads.append("get")
        return self._c + 1000

    @celsius.setter
    def celsius(self, v: float) -> None:
        self.reads.append("set")
        self._c = v - 1000


class OldStyle:
    def _get(self) -> int:
        return 5

    def _set(self, v: int) -> None:
        print("set", v)

    x = property(_get, _set, doc="x doc")


class Base:
    @property
    def size(self) -> int:
        return 1

    def report(self) -> str:
        return f"{self.size}"


class Override(Base):
    @property
    def size(self) -> int:
        return super().size + 41


def main() -> None:
    t = Temperature(100)
    print(t.celsius, t.fahrenheit)
    t.celsius = -40
    print(t.celsius, t.fahrenheit)
    t.celsius += 0.5
    print(t.celsius)
    try:
        t.celsius = -300
    except ValueError as e:
        print(e)
    try:
        t.fahrenheit = 1  # type: ignore
    except AttributeError as e:
        print(e)
    try:
        del t.fahrenheit  # type: ignore
    except AttributeError as e:
        print(e)
    del t.celsius
    print(t.celsius, Temperature.celsius.__doc__)
    l: Temperature = Loud(1)
    l.celsius = 2
    print(l.celsius, l.fahrenheit, Loud.reads)
    Loud.reads.clear()
    o = OldStyle()
    o.x = o.x + 1
    print(OldStyle.x.__doc__)
    print(Base().report(), Override().report())
    print(type(Temperature.__dict__["celsius"]).__name__, Temperature.celsius.fget.__name__)


if __name__ == "__main__":
    main()
