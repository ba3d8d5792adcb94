from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import main  # noqa


class Thing:
    v: int

    def __init__(self, v: int) -> None:
        self.v = v

    def copy(self) -> Thing:
        return Thing(self.v)
