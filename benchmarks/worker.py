"""Time one benchmark program in a process of its own, or run it under callgrind.

    worker.py DIR MODULE N SECONDS
    worker.py DIR MODULE N counted LIBRARY

Imports MODULE from DIR, calls `main(N)` until SECONDS have passed (three times at least), and prints one JSON line: the
best time in milliseconds (of the processor: what else the machine does in between does not count, which would favour calls
shorter than a slice of the scheduler), the result's repr, the file the module came from and the peak memory of the process in MB. N
is 0 for the module's DEFAULT. `counted` calls it twice, the second time through LIBRARY (callgrind_call.c), under which
alone valgrind's callgrind counts instructions: what the first call finds out and keeps is there, start and imports are not
counted.
"""
import importlib
import json
import sys
import time


def peak_mb():
    """Of this program: getrusage's maximum holds what the parent was before it started this one, too."""
    with open("/proc/self/status", encoding="utf-8") as f:
        return next(int(line.split()[1]) / 1024 for line in f if line.startswith("VmHWM:"))


def timed(main, n, seconds):
    best = None
    result = None
    end = time.perf_counter() + seconds
    calls = 0
    while calls < 3 or time.perf_counter() < end:
        started = time.process_time()
        result = main(n)
        took = time.process_time() - started
        best = took if best is None or took < best else best
        calls += 1
    return {"ms": best * 1000, "result": repr(result), "calls": calls}


def counted(main, n, library):
    import ctypes
    import gc

    call = ctypes.PyDLL(library).counted_call
    call.argtypes = [ctypes.py_object, ctypes.py_object]
    call.restype = ctypes.py_object
    main(n)
    gc.collect()
    return {"result": repr(call(main, n))}


def run():
    folder, name, n, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    module = importlib.import_module(name)
    n = n or module.DEFAULT
    out = counted(module.main, n, sys.argv[5]) if seconds == "counted" else timed(module.main, n, float(seconds))
    print(json.dumps({**out, "file": module.__file__, "peak_mb": peak_mb()}))


if __name__ == "__main__":
    run()
