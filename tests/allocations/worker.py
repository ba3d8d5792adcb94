"""Count the allocations of each case of one module: worker.py FOLDER MODULE LIBRARY; prints one JSON line."""
import ctypes
import gc
import importlib
import json
import sys

ROUNDS = 50


def main():
    folder, name, library = sys.argv[1:]
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    module = importlib.import_module(name)
    count = ctypes.PyDLL(library).count_allocations
    count.argtypes = [ctypes.py_object, ctypes.py_object]
    count.restype = ctypes.py_object
    out = {}
    for case in sorted(n for n in vars(module) if n.startswith("case_")):
        function = getattr(module, case)
        function(ROUNDS)  # what the first call finds out and keeps does not count
        gc.disable()  # a collection would give the interpreter its free lists back
        result, once = count(function, ROUNDS)
        _, twice = count(function, 2 * ROUNDS)
        gc.enable()
        out[case] = {"result": repr(result), "per_round": (twice - once) / ROUNDS}
    print(json.dumps({"file": module.__file__, "cases": out}))


main()
