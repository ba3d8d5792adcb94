from enum import IntEnum
from typing import Callable, Dict, List, Optional, Tuple


class Op(IntEnum):
    PUSH = 0
    ADD = 1
    SUB = 2
    MUL = 3
    DUP = 4
    SWAP = 5
    POP = 6
    JUMP = 7
    JZ = 8
    LOAD = 9
    STORE = 10
    PRINT = 11
    CALL = 12
    RET = 13
    HALT = 14
    LT = 15


class VmError(Exception):
    def __init__(self, pc: int, what: str) -> None:
        super().__init__(f"pc={pc}: {what}")
        self.pc = pc


class Vm:
    def __init__(self, code: List[Tuple[Op, int]]) -> None:
        self.code = code
        self.stack: List[int] = []
        self.vars: Dict[int, int] = {}
        self.calls: List[int] = []
        self.out: List[int] = []
        self.pc = 0
        self.steps = 0

    def pop(self) -> int:
        if not self.stack:
            raise VmError(self.pc, "stack is empty")
        return self.stack.pop()

    def run(self, limit: int = 10000) -> List[int]:
        code = self.code
        while self.steps < limit:
            self.steps += 1
            op, arg = code[self.pc]
            self.pc += 1
            if op == Op.PUSH:
                self.stack.append(arg)
            elif op == Op.ADD:
                b, a = self.pop(), self.pop()
                self.stack.append(a + b)
            elif op == Op.SUB:
                b, a = self.pop(), self.pop()
                self.stack.append(a - b)
            elif op == Op.MUL:
                self.stack.append(self.pop() * self.pop())
            elif op == Op.LT:
                b, a = self.pop(), self.pop()
                self.stack.append(a < b)
            elif op == Op.DUP:
                self.stack.append(self.stack[-1])
            elif op == Op.SWAP:
                self.stack[-1], self.stack[-2] = self.stack[-2], self.stack[-1]
            elif op == Op.POP:
                self.pop()
            elif op == Op.JUMP:
                self.pc = arg
            elif op == Op.JZ:
                if not self.pop():
                    self.pc = arg
            elif op == Op.LOAD:
                self.stack.append(self.vars.get(arg, 0))
            elif op == Op.STORE:
                self.vars[arg] = self.pop()
            elif op == Op.PRINT:
                self.out.append(self.pop())
            elif op == Op.CALL:
                self.calls.append(self.pc)
                self.pc = arg
            elif op == Op.RET:
                self.pc = self.calls.pop()
            elif op == Op.HALT:
                return self.out
            else:
                raise VmError(self.pc, f"unknown {op}")
        raise VmError(self.pc, "too many steps")


def assemble(text: str) -> List[Tuple[Op, int]]:
    labels: Dict[str, int] = {}
    lines: List[List[str]] = []
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        if line.endswith(":"):
            labels[line[:-1]] = len(lines)
            continue
        lines.append(line.split())

    def arg(s: Optional[str]) -> int:
        if s is None:
            return 0
        return labels[s] if s in labels else int(s)
    return [(Op[p[0].upper()], arg(p[1] if len(p) > 1 else None)) for p in lines]


FACTORIAL = """
    push 1
    store 0
    push 25      # n
loop:
    dup
    jz done
    dup
    load 0
    mul
    store 0
    push 1
    sub
    jump loop
done:
    load 0
    print
    call twice
    halt
twice:
    push 21
    push 2
    mul
    print
    ret
"""


def main() -> None:
    code = assemble(FACTORIAL)
    vm = Vm(code)
    print(vm.run(), vm.steps, vm.stack, vm.vars)
    print([f"{o.name}:{a}" for o, a in code[:5]])
    tests: List[Callable[[], Vm]] = [lambda: Vm(assemble("add")), lambda: Vm(assemble("x:\njump x")), lambda: Vm(assemble("push 1\npush 2\nlt\nprint\nhalt"))]
    for t in tests:
        try:
            print(t().run(100))
        except VmError as e:
            print(e, e.pc)
    try:
        assemble("frob")
    except KeyError as e:
        print("unknown", e)


if __name__ == "__main__":
    main()
