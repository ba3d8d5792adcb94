"""Time one benchmark program in a process of its own.

    worker.py DIR MODULE N SECONDS

Imports MODULE from DIR, calls `main(N)` until SECONDS have passed (three times at least), and prints one JSON line:
the best time in milliseconds, the result's repr and the file the module came from. N is 0 for the module's DEFAULT.
"""
import importlib
import json
import sys
import time


def run():
    folder, name, n, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    module = importlib.import_module(name)
    n = n or module.DEFAULT
    best = None
    result = None
    end = time.perf_counter() + seconds
    calls = 0
    while calls < 3 or time.perf_counter() < end:
        started = time.perf_counter()
        result = module.main(n)
        took = time.perf_counter() - started
        best = took if best is None or took < best else best
        calls += 1
    print(json.dumps({"ms": best * 1000, "result": repr(result), "file": module.__file__, "calls": calls}))


if __name__ == "__main__":
    run()
