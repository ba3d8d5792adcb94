"""Chains of tests of one number or character: in loops, with tests that repeat, gaps, negative numbers, and values that are none of them."""
from typing import List, Tuple

PUSH, ADD, SUB, MUL, DUP, POP, JUMP_LESS, HALT = range(8)


class Machine:
    def __init__(self, code: List[Tuple[int, int]]) -> None:
        self.code = code
        self.stack: List[int] = []
        self.steps = 0

    def run(self) -> int:
        stack = self.stack
        pc = 0
        while True:
            op, arg = self.code[pc]
            pc += 1
            self.steps += 1
            if op == PUSH:
                stack.append(arg)
            elif op == ADD:
                b = stack.pop()
                stack[-1] += b
            elif op == SUB:
                b = stack.pop()
                stack[-1] -= b
            elif op == MUL:
                b = stack.pop()
                stack[-1] *= b
            elif op == DUP:
                stack.append(stack[-1])
            elif op == POP:
                stack.pop()
            elif op == JUMP_LESS:
                b = stack.pop()
                if stack[-1] < b:
                    pc = arg
            elif op == HALT:
                return stack[-1]
            else:
                raise ValueError(f"no such operation: {op}")


def named(xs: List[int]) -> List[str]:
    out: List[str] = []
    for x in xs:
        if x == 3:
            out.append("three")
        elif x == -1:
            out.append("less")
        elif x == 3:
            out.append("never")
        elif x == 0:
            out.append("zero")
        elif x == 12:
            out.append("twelve")
        elif x == 7 or x == 8:
            out.append("seven or eight")
        else:
            out.append("other")
    return out


def far_apart(xs: List[int]) -> int:
    total = 0
    for x in xs:
        if x == 1:
            total += 1
        elif x == 1000:
            total += 10
        elif x == 1000000:
            total += 100
        elif x == 10**12:
            total += 1000
        elif x == 10**30:
            total += 10000
    return total


def classes(text: str) -> List[int]:
    counts = [0] * 6
    for c in text:
        if c == "+":
            counts[0] += 1
        elif c == "-":
            counts[1] += 1
        elif c == "*":
            counts[2] += 1
        elif c == "/":
            counts[3] += 1
        elif c == " ":
            counts[4] += 1
        else:
            counts[5] += 1
    return counts


def last(xs: List[int]) -> int:
    """What one way sets another one sees."""
    state = 0
    for x in xs:
        if x == 0:
            state = state * 2
        elif x == 1:
            state += 1
        elif x == 2:
            state = -state
        elif x == 4:
            continue
        elif x == 5:
            break
        elif x == 6:
            state += x
        state += 100
    return state


def drain(n: int) -> int:
    """A stack that grows a lot and shrinks again, several times."""
    stack: List[int] = []
    total = 0
    for size in (n, 3, n * 2, 1):
        for i in range(size):
            stack.append(i * size)
        while stack:
            total = (total * 7 + stack.pop()) % 1000003
            if total % 5 == 0 and len(stack) > 2:
                total += stack.pop() - stack[-1]
    try:
        stack.pop()
    except IndexError as error:
        print(error)
    return total


def outcome(code: List[Tuple[int, int]]) -> None:
    machine = Machine(code)
    try:
        print(machine.run(), end=" ")
    except (ValueError, IndexError) as error:
        print(type(error).__name__, error, end=" ")
    print(machine.steps, machine.stack)


def main() -> None:
    outcome([(PUSH, 0), (PUSH, 3), (ADD, 0), (DUP, 0), (PUSH, 40), (POP, 0), (PUSH, 2), (MUL, 0), (HALT, 0)])
    outcome([(PUSH, 1), (PUSH, 1), (ADD, 0), (PUSH, 1000), (JUMP_LESS, 1), (HALT, 0)])
    outcome([(PUSH, 2**40), (DUP, 0), (MUL, 0), (DUP, 0), (MUL, 0), (PUSH, 1), (SUB, 0), (HALT, 0)])
    outcome([(PUSH, 1), (8, 0)])
    outcome([(PUSH, 1), (-1, 0)])
    outcome([(2**62, 1)])
    outcome([(-(2**63), 1)])
    outcome([(2**70, 1)])
    outcome([(True, 5), (HALT, 0)])
    outcome([(PUSH, 5), (POP, 0), (POP, 0)])
    outcome([(PUSH, 5), (ADD, 0)])
    outcome([(PUSH, 5)])
    print(named([3, -1, 0, 12, 7, 8, 9, 1, 2**62, -(2**62), 10**20, True, False]), named([]))
    print(far_apart([1, 1000, 10**6, 10**12, 10**30, 2, 0, 1, 10**30]))
    for text in ("a + b - c*d/e", "", "+-*/", "\u00b1 \u2212 \U0001f600", "++++"):
        print(classes(text))
    print(last([1, 1, 0, 2, 4, 3, 6, 1, 5, 1]), last([7, 8]), last([]))
    print(drain(0), drain(10), drain(500), drain(5000))


if __name__ == "__main__":
    main()
