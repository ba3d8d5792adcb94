"""A bytecode interpreter written in Python: dispatch on ints, a list as the stack."""
from typing import List, Tuple

DEFAULT = 25000

PUSH = 0
ADD = 1
MUL = 2
MOD = 3
DUP = 4
LOAD = 5
STORE = 6
JUMP_LESS = 7
SUB = 8
HALT = 9

Code = List[Tuple[int, int]]


class Machine:
    def __init__(self, code: Code, slots: int) -> None:
        self.code = code
        self.stack: List[int] = []
        self.slots = [0] * slots
        self.steps = 0

    def run(self) -> int:
        pc = 0
        stack = self.stack
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
            elif op == MOD:
                b = stack.pop()
                stack[-1] %= b
            elif op == DUP:
                stack.append(stack[-1])
            elif op == LOAD:
                stack.append(self.slots[arg])
            elif op == STORE:
                self.slots[arg] = stack.pop()
            elif op == JUMP_LESS:
                b = stack.pop()
                a = stack.pop()
                if a < b:
                    pc = arg
            else:
                return stack[-1]


def program(n: int) -> Code:
    return [
        (PUSH, 0), (STORE, 0), (PUSH, 1), (STORE, 1),
        (LOAD, 1), (PUSH, 31), (MUL, 0), (LOAD, 0), (ADD, 0), (PUSH, 65521), (MOD, 0), (STORE, 1),
        (LOAD, 0), (PUSH, 1), (ADD, 0), (DUP, 0), (STORE, 0), (PUSH, n), (JUMP_LESS, 4),
        (LOAD, 1), (HALT, 0),
    ]


def main(n: int) -> object:
    m = Machine(program(n), 4)
    return m.run(), m.steps
