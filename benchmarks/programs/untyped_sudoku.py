"""A solver of number puzzles without annotations: sets of candidates, constraint propagation, search."""
DEFAULT = 18

PUZZLES = [
    "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79",
    "..9748...7.........2.1.9.....7...24..64.1.59..98...3.....8.3.2.........6...2759..",
    "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......",
]


def neighbours(i):
    row, column = divmod(i, 9)
    out = set()
    for j in range(81):
        r, c = divmod(j, 9)
        if j != i and (r == row or c == column or (r // 3 == row // 3 and c // 3 == column // 3)):
            out.add(j)
    return out


class Board:
    peers = [neighbours(i) for i in range(81)]

    def __init__(self, cells):
        self.cells = cells

    @classmethod
    def read(cls, text):
        board = cls([set(range(1, 10)) for _ in range(81)])
        for i, c in enumerate(text):
            if c != "." and not board.place(i, int(c)):
                return None
        return board

    def copy(self):
        return Board([set(c) for c in self.cells])

    def place(self, i, value):
        for other in list(self.cells[i]):
            if other != value and not self.remove(i, other):
                return False
        return True

    def remove(self, i, value):
        cell = self.cells[i]
        if value not in cell:
            return True
        cell.discard(value)
        if not cell:
            return False
        if len(cell) == 1:
            (only,) = cell
            for p in self.peers[i]:
                if not self.remove(p, only):
                    return False
        return True

    def text(self):
        return "".join([str(min(c)) for c in self.cells])


def search(board, counts):
    counts["nodes"] = counts.get("nodes", 0) + 1
    best = None
    size = 10
    for i in range(81):
        n = len(board.cells[i])
        if 1 < n < size:
            best = i
            size = n
    if best is None:
        return board
    for value in sorted(board.cells[best]):
        trial = board.copy()
        if trial.place(best, value):
            found = search(trial, counts)
            if found:
                return found
        counts["back"] = counts.get("back", 0) + 1
        if counts["nodes"] > 150:
            return None
    return None


def main(n):
    solved = []
    counts = {}
    for k in range(n):
        counts = {}
        board = Board.read(PUZZLES[k % len(PUZZLES)])
        result = search(board, counts)
        solved.append(result.text()[:9] if result else "-")
    return solved, sorted(counts.items())
