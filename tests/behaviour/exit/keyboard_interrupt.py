import os
import signal
import threading
import time


def spin(limit: float) -> int:
    n = 0
    end = time.monotonic() + limit
    while time.monotonic() < end:
        n += 1
    return n


def tight(n: int) -> int:
    t = 0
    for i in range(n):
        for j in range(n):
            t ^= i * j
    return t


def interrupt_soon() -> None:
    threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()


def main() -> None:
    interrupt_soon()
    try:
        spin(20)
        print("not interrupted")
    except KeyboardInterrupt:
        print("interrupted spin")
    interrupt_soon()
    started = time.monotonic()
    try:
        tight(60000)
        print("not interrupted")
    except KeyboardInterrupt:
        print("interrupted tight", time.monotonic() - started < 5)


if __name__ == "__main__":
    main()
