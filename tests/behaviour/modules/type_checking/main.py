from __future__ import annotations

from typing import TYPE_CHECKING

import model

if TYPE_CHECKING:
    from model import Thing


def use(t: Thing) -> Thing:
    return t.copy()


def undefined(x: NotThere) -> AlsoNot:  # type: ignore  # noqa
    return x


def main() -> None:
    print(use(model.Thing(3)).v, undefined(5), use.__annotations__, undefined.__annotations__)
    print(model.Thing.copy.__annotations__, "Thing" in globals())


if __name__ == "__main__":
    main()
