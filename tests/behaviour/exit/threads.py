import queue
import threading
from typing import Dict, List

lock = threading.Lock()
total = 0


def add(n: int) -> None:
    global total
    for _ in range(n):
        with lock:
            total += 1


def worker(q: "queue.Queue[int]", out: Dict[int, int]) -> None:
    while True:
        x = q.get()
        if x < 0:
            return
        out[x] = x * x


def busy(n: int, out: List[int]) -> None:
    t = 0
    for i in range(n):
        t += i
    out.append(t)


def main() -> None:
    global total
    total = 0
    ts = [threading.Thread(target=add, args=(1000,)) for _ in range(4)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    print(total)
    q: "queue.Queue[int]" = queue.Queue()
    out: Dict[int, int] = {}
    w = threading.Thread(target=worker, args=(q, out))
    w.start()
    for i in range(5):
        q.put(i)
    q.put(-1)
    w.join()
    print(sorted(out.items()))
    res: List[int] = []
    bs = [threading.Thread(target=busy, args=(10000, res)) for _ in range(3)]
    for b in bs:
        b.start()
    for b in bs:
        b.join()
    print(res)
    local = threading.local()
    local.x = 1
    print(hasattr(local, "x"))
    errors: List[str] = []
    threading.excepthook = lambda args: errors.append(f"{args.exc_type.__name__} {args.exc_value}")

    def fails() -> None:
        raise ValueError("in thread")
    t2 = threading.Thread(target=fails)
    t2.start()
    t2.join()
    print(errors)
    threading.excepthook = threading.__excepthook__  # type: ignore


if __name__ == "__main__":
    main()
