"""Random games of go without annotations: groups, liberties, captures on a small board."""
DEFAULT = 18

SIZE = 9
EMPTY, BLACK, WHITE = 0, 1, 2


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) % 2147483648
        return (self.state >> 8) % n


class Square:
    def __init__(self, board, at):
        self.board = board
        self.at = at
        self.colour = EMPTY
        self.near = []

    def find_near(self):
        x, y = self.at % SIZE, self.at // SIZE
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
            if 0 <= x + dx < SIZE and 0 <= y + dy < SIZE:
                self.near.append(self.board.squares[(y + dy) * SIZE + x + dx])


class Board:
    def __init__(self):
        self.squares = [Square(self, i) for i in range(SIZE * SIZE)]
        for square in self.squares:
            square.find_near()
        self.captured = {BLACK: 0, WHITE: 0}
        self.ko = None

    def group(self, square):
        members = {square.at}
        liberties = set()
        stack = [square]
        while stack:
            s = stack.pop()
            for n in s.near:
                if n.colour == EMPTY:
                    liberties.add(n.at)
                elif n.colour == square.colour and n.at not in members:
                    members.add(n.at)
                    stack.append(n)
        return members, liberties

    def useful(self, square, colour):
        if square.colour != EMPTY or square.at == self.ko:
            return False
        own = 0
        for n in square.near:
            if n.colour == EMPTY:
                return True
            _, liberties = self.group(n)
            if n.colour == colour:
                own += 1
                if len(liberties) > 1 and own < len(square.near):
                    return True
            elif len(liberties) == 1:
                return True
        return False

    def play(self, square, colour):
        square.colour = colour
        self.ko = None
        for n in square.near:
            if n.colour not in (EMPTY, colour):
                members, liberties = self.group(n)
                if not liberties:
                    for at in members:
                        self.squares[at].colour = EMPTY
                    self.captured[colour] += len(members)
                    if len(members) == 1:
                        self.ko = n.at

    def score(self):
        points = {EMPTY: 0, BLACK: 0, WHITE: 0}
        for s in self.squares:
            colour = s.colour
            if colour == EMPTY:
                seen = {n.colour for n in s.near}
                if len(seen) == 1:
                    (colour,) = seen
            points[colour] += 1
        return points


def game(seed):
    board = Board()
    random = Random(seed)
    colour = BLACK
    passes = moves = 0
    while passes < 2 and moves < 150:
        for _ in range(20):
            square = board.squares[random.below(SIZE * SIZE)]
            if board.useful(square, colour):
                board.play(square, colour)
                passes = 0
                break
        else:
            passes += 1
        moves += 1
        colour = WHITE if colour == BLACK else BLACK
    return board, moves


def main(n):
    out = []
    for seed in range(n):
        board, moves = game(seed + 1)
        points = board.score()
        out.append((moves, points[BLACK], points[WHITE], board.captured[BLACK], board.captured[WHITE]))
    return out
