"""Ten pieces of five hexagons on a board of ten rows of five: placements as bit masks, an exact cover by search."""
from typing import List, Tuple

DEFAULT = 60

WIDTH, HEIGHT = 5, 10
ALL = (1 << WIDTH * HEIGHT) - 1

# Steps to the six neighbours, in turn: east, south-east, south-west, west, north-west, north-east.
E, SE, SW, W, NW, NE = range(6)
PIECES: List[List[int]] = [
    [E, E, E, SE], [SE, SW, W, SW], [W, W, SW, SE], [E, E, SW, SE], [NW, W, NW, SE, SW],
    [E, E, NE, W], [NW, NE, NE, W], [NE, SE, E, NE], [SE, SE, E, SE], [E, NW, NW, NW],
]

Place = Tuple[int, int]


def step(at: Place, direction: int) -> Place:
    """On slanted axes: (along the row, down)."""
    x, y = at
    if direction == E:
        return x + 1, y
    if direction == SE:
        return x, y + 1
    if direction == SW:
        return x - 1, y + 1
    if direction == W:
        return x - 1, y
    if direction == NW:
        return x, y - 1
    return x + 1, y - 1


def cells(piece: List[int]) -> List[Place]:
    at = (0, 0)
    out = [at]
    for direction in piece:
        at = step(at, direction)
        if at not in out:
            out.append(at)
    return out


def turned(piece: List[int], by: int) -> List[int]:
    return [(d + by) % 6 for d in piece]


def flipped(piece: List[int]) -> List[int]:
    return [(9 - d) % 6 for d in piece]


def mask(shape: List[Place], x: int, y: int) -> int:
    """The bits of a shape moved by (x, y); 0 where it leaves the board."""
    out = 0
    for dx, dy in shape:
        row = y + dy
        if not 0 <= row < HEIGHT:
            return 0
        column = x + dx + (row >> 1)
        if not 0 <= column < WIDTH:
            return 0
        out |= 1 << (row * WIDTH + column)
    return out


def has_island(filled: int) -> bool:
    """Whether the free cells fall into groups of which one's size is no multiple of five."""
    free = ALL & ~filled
    while free:
        group = free & -free
        while True:
            grown = group
            rest = group
            while rest:
                bit = rest & -rest
                rest ^= bit
                grown |= NEAR[bit.bit_length() - 1] & free
            if grown == group:
                break
            group = grown
        size = 0
        free &= ~group
        while group:
            group &= group - 1
            size += 1
        if size % 5:
            return True
    return False


def neighbours() -> List[int]:
    out: List[int] = []
    for cell in range(WIDTH * HEIGHT):
        y = cell // WIDTH
        x = cell % WIDTH - (y >> 1)
        near = 0
        for direction in range(6):
            near |= mask([step((x, y), direction)], 0, 0)
        out.append(near)
    return out


NEAR = neighbours()


def placements() -> List[List[List[int]]]:
    """By the first cell that it covers, and by piece: the masks that leave no island."""
    out: List[List[List[int]]] = [[[] for _ in PIECES] for _ in range(WIDTH * HEIGHT)]
    for number, piece in enumerate(PIECES):
        seen = set()
        for side in (piece, flipped(piece)):
            for by in range(6):
                shape = cells(turned(side, by))
                for y in range(HEIGHT):
                    for x in range(-(y >> 1), WIDTH - (y >> 1)):  # the first cell is on the board
                        m = mask(shape, x, y)
                        if m and m not in seen and not has_island(m):
                            seen.add(m)
                            first = (m & -m).bit_length() - 1
                            out[first][number].append(m)
    return out


class Search:
    def __init__(self, limit: int) -> None:
        self.places = placements()
        self.limit = limit
        self.chosen: List[int] = [0] * len(PIECES)
        self.found: List[List[int]] = []
        self.tried = 0

    def run(self, filled: int, used: int) -> None:
        if filled == ALL:
            self.found.append(self.chosen[:])
            return
        first = (~filled & (filled + 1)).bit_length() - 1
        for piece, masks in enumerate(self.places[first]):
            if used >> piece & 1:
                continue
            for m in masks:
                if m & filled:
                    continue
                self.tried += 1
                self.chosen[piece] = m
                self.run(filled | m, used | 1 << piece)
                if len(self.found) >= self.limit:
                    return


def text(solution: List[int]) -> str:
    out: List[str] = []
    for cell in range(WIDTH * HEIGHT):
        for piece, m in enumerate(solution):
            if m >> cell & 1:
                out.append(str(piece))
    return "".join(out)


def main(n: int) -> object:
    search = Search(n)
    search.run(0, 0)
    texts = [text(s) for s in search.found]
    return len(texts), search.tried, min(texts), max(texts)
