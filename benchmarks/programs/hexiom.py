"""A puzzle on a board of hexagons: each tile's number says how many tiles lie beside it. Propagation, then search."""
from typing import Dict, List, Optional, Tuple

DEFAULT = 12

EMPTY = 7  # of the values of a cell: numbers 0 to 6, or no tile

# Boards by their side; each row of cells: a digit is a tile that cannot move, a point is free, x is a free cell to be left empty.
# Then how many tiles of each number there are beside those.
PUZZLES: List[Tuple[int, List[str], List[int]]] = [
    (2, ["..", "...", ".."], [0, 0, 2, 2, 0, 0, 0]),
    (2, ["..", ".2.", ".."], [0, 3, 0, 0, 0, 0, 0]),
    (3, [".1.", "....", ".....", "....", "..."], [0, 0, 4, 5, 2, 0, 0]),
    (3, ["...", "....", ".....", "....", "..."], [0, 0, 8, 2, 3, 0, 0]),
    (3, ["...", "....", "...3.", "....", "..."], [0, 3, 3, 2, 2, 0, 0]),
    (3, ["3..", "....", "...3.", "....", "..."], [0, 2, 1, 6, 1, 0, 0]),
    (3, ["...", "....", "...3.", "x.4.", "..."], [1, 4, 3, 1, 0, 0, 0]),
    (3, ["...", "....", ".....", "....", "..."], [0, 0, 3, 5, 5, 1, 0]),
]

class Board:
    """The cells of a hexagon in rows, and which ones touch."""

    def __init__(self, side: int) -> None:
        self.places: List[Tuple[int, int]] = []
        number: Dict[Tuple[int, int], int] = {}
        for row in range(1 - side, side):
            for column in range(max(1 - side, 1 - side - row), min(side, side - row)):
                number[(row, column)] = len(self.places)
                self.places.append((row, column))
        self.beside: List[List[int]] = []
        for row, column in self.places:
            near = [(row, column - 1), (row, column + 1), (row - 1, column), (row + 1, column), (row - 1, column + 1), (row + 1, column - 1)]
            self.beside.append([number[p] for p in near if p in number])

    def __len__(self) -> int:
        return len(self.places)


class State:
    """What each cell may still be, as sets of bits, and how many tiles of each number are left to place."""

    def __init__(self, may: List[int], left: List[int]) -> None:
        self.may = may
        self.left = left

    def copy(self) -> "State":
        return State(self.may[:], self.left[:])


def bits(x: int) -> int:
    n = 0
    while x:
        x &= x - 1
        n += 1
    return n


def single(x: int) -> int:
    """The number of the only bit; -1 if there are others."""
    if x & (x - 1):
        return -1
    n = 0
    while x > 1:
        x >>= 1
        n += 1
    return n


class Solver:
    def __init__(self, board: Board) -> None:
        self.board = board
        self.nodes = 0

    def settle(self, state: State) -> bool:
        """Rule out what cannot be until nothing changes; False where a cell has nothing left."""
        changed = True
        while changed:
            changed = False
            for cell, may in enumerate(state.may):
                tiles, free = self.around(state, cell)
                new = may
                for value in range(7):
                    if may >> value & 1 and not tiles <= value <= tiles + free:
                        new &= ~(1 << value)
                if new != may:
                    if not new:
                        return False
                    state.may[cell] = new
                    changed = True
                value = single(new)
                if 0 <= value < EMPTY and self.force(state, cell, value, tiles, free):
                    changed = True
            used = [0] * 8
            for may in state.may:
                value = single(may)
                if value >= 0:
                    used[value] += 1
            for value in range(8):
                over = used[value] - state.left[value]
                if over > 0:
                    return False
                possible = sum(1 for may in state.may if may >> value & 1)
                if possible < state.left[value]:
                    return False
                if over == 0 and possible > used[value]:
                    for cell, may in enumerate(state.may):
                        if may >> value & 1 and single(may) < 0:
                            state.may[cell] = may & ~(1 << value)
                    changed = True
        return True

    def around(self, state: State, cell: int) -> Tuple[int, int]:
        """How many cells beside it surely hold a tile, and how many may or may not."""
        tiles = free = 0
        for other in self.board.beside[cell]:
            may = state.may[other]
            if not may >> EMPTY & 1:
                tiles += 1
            elif may != 1 << EMPTY:
                free += 1
        return tiles, free

    def force(self, state: State, cell: int, value: int, tiles: int, free: int) -> bool:
        """The cells beside a known tile of which all must hold one, or none."""
        if free == 0 or tiles < value < tiles + free:
            return False
        for other in self.board.beside[cell]:
            may = state.may[other]
            if may >> EMPTY & 1 and may != 1 << EMPTY:
                state.may[other] = may & ~(1 << EMPTY) if value == tiles + free else 1 << EMPTY
        return True

    def narrowest(self, state: State) -> int:
        best, choices = -1, 99
        for cell, may in enumerate(state.may):
            n = bits(may)
            if 1 < n < choices:
                best, choices = cell, n
        return best

    def search(self, state: State, limit: int, found: List[List[int]]) -> None:
        self.nodes += 1
        if not self.settle(state):
            return
        cell = self.narrowest(state)
        if cell < 0:
            found.append([single(may) for may in state.may])
            return
        for value in range(8):
            if state.may[cell] >> value & 1:
                next_state = state.copy()
                next_state.may[cell] = 1 << value
                self.search(next_state, limit, found)
                if len(found) >= limit:
                    return


def start(board: Board, rows: List[str], tiles: List[int]) -> State:
    left = tiles + [0]
    text = "".join(rows)
    may: List[int] = []
    for c in text:
        if c.isdigit():
            left[int(c)] += 1
    left[EMPTY] = len(board) - sum(left)
    everything = sum(1 << value for value in range(8) if left[value])
    for c in text:
        may.append(everything if c == "." else 1 << EMPTY if c == "x" else 1 << int(c))
    return State(may, left)


def correct(board: Board, cells: List[int]) -> bool:
    return all(v == EMPTY or v == sum(1 for o in board.beside[cell] if cells[o] != EMPTY) for cell, v in enumerate(cells))


def solve(side: int, rows: List[str], tiles: List[int], limit: int) -> Tuple[int, int, Optional[str], bool]:
    board = Board(side)
    solver = Solver(board)
    found: List[List[int]] = []
    solver.search(start(board, rows, tiles), limit, found)
    text = "".join(".0123456"[v + 1] if v != EMPTY else "." for v in found[0]) if found else None
    return len(found), solver.nodes, text, all(correct(board, cells) for cells in found)


def main(n: int) -> object:
    return [solve(side, rows, tiles, n) for side, rows, tiles in PUZZLES]
