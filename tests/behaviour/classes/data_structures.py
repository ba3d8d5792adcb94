from typing import Generic, Iterator, List, Optional, TypeVar

T = TypeVar("T")


class LinkedList(Generic[T]):
    class Node(Generic[T]):
        def __init__(self, v: T, nxt: "Optional[LinkedList.Node[T]]" = None) -> None:
            self.v = v
            self.nxt = nxt

    def __init__(self) -> None:
        self.head: "Optional[LinkedList.Node[T]]" = None
        self.size = 0

    def push(self, v: T) -> None:
        self.head = LinkedList.Node(v, self.head)
        self.size += 1

    def reverse(self) -> None:
        prev = None
        cur = self.head
        while cur is not None:
            cur.nxt, prev, cur = prev, cur, cur.nxt
        self.head = prev

    def __iter__(self) -> Iterator[T]:
        n = self.head
        while n:
            yield n.v
            n = n.nxt


class Bst:
    def __init__(self, key: int) -> None:
        self.key = key
        self.left: Optional[Bst] = None
        self.right: Optional[Bst] = None

    def insert(self, key: int) -> None:
        if key < self.key:
            if self.left is None:
                self.left = Bst(key)
            else:
                self.left.insert(key)
        elif key > self.key:
            if self.right is None:
                self.right = Bst(key)
            else:
                self.right.insert(key)

    def height(self) -> int:
        l = self.left.height() if self.left else 0
        r = self.right.height() if self.right else 0
        return 1 + max(l, r)

    def inorder(self) -> Iterator[int]:
        if self.left:
            yield from self.left.inorder()
        yield self.key
        if self.right is not None:
            yield from self.right.inorder()


class Heap:
    def __init__(self) -> None:
        self.a: List[int] = []

    def push(self, x: int) -> None:
        a = self.a
        a.append(x)
        i = len(a) - 1
        while i > 0 and a[(i - 1) // 2] > a[i]:
            p = (i - 1) // 2
            a[p], a[i] = a[i], a[p]
            i = p

    def pop(self) -> int:
        a = self.a
        a[0], a[-1] = a[-1], a[0]
        x = a.pop()
        i, n = 0, len(a)
        while True:
            c = 2 * i + 1
            if c >= n:
                break
            if c + 1 < n and a[c + 1] < a[c]:
                c += 1
            if a[i] <= a[c]:
                break
            a[i], a[c] = a[c], a[i]
            i = c
        return x


class Matrix:
    def __init__(self, rows: List[List[float]]) -> None:
        self.rows = rows

    def __matmul__(self, o: "Matrix") -> "Matrix":
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])

    def __repr__(self) -> str:
        return f"M{self.rows}"


def main() -> None:
    ll: LinkedList[str] = LinkedList()
    for c in "abc":
        ll.push(c)
    print(list(ll), ll.size)
    ll.reverse()
    print(list(ll))
    t = Bst(50)
    for k in (30, 70, 20, 40, 60, 80, 10, 30):
        t.insert(k)
    print(list(t.inorder()), t.height())
    h = Heap()
    for x in (5, 3, 8, 1, 9, 2):
        h.push(x)
    print([h.pop() for _ in range(6)])
    print(Matrix([[1, 2], [3, 4]]) @ Matrix([[0, 1], [1.5, 0]]))


if __name__ == "__main__":
    main()
