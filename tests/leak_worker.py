"""Count references round by round; runs under a debug interpreter. See run_leaks.py.

    leak_worker.py FOLDER MODULE [ARG...]

Imports MODULE from FOLDER, calls its `main()` in warm-up rounds and then in measured rounds, and prints one JSON line
on the real standard output: by how much `sys.gettotalrefcount()` grew in each measured round.
"""
import gc
import importlib
import io
import json
import linecache
import os
import re
import sys
import typing
import warnings

WARM_UPS = 3
MEASURED = 3
STDIN = os.environ.get("KRAIT_TEST_STDIN", "")


def settle():
    """Empty the caches that the interpreter and its library keep, so that only what is really lost counts."""
    re.purge()
    linecache.clearcache()
    for clean in getattr(typing, "_cleanups", ()):
        clean()
    for name, attribute in (("functools", "singledispatch"), ("inspect", None), ("struct", "_clearcache"), ("filecmp", "clear_cache"),
                            ("fnmatch", "_compile_pattern"), ("traceback", None)):
        module = sys.modules.get(name)
        clear = getattr(module, attribute, None) if module and attribute else None
        if name == "struct" and clear:
            clear()
        elif hasattr(clear, "cache_clear"):
            clear.cache_clear()
    warnings.filters[:] = FILTERS
    for module in list(sys.modules.values()):
        registry = getattr(module, "__warningregistry__", None)
        if isinstance(registry, dict):
            registry.clear()
    if hasattr(sys, "_clear_type_cache"):
        sys._clear_type_cache()
    for _ in range(3):
        gc.collect()


def once(main):
    out, sys.stdout = sys.stdout, io.StringIO()
    err, sys.stderr = sys.stderr, io.StringIO()
    feed, sys.stdin = sys.stdin, io.StringIO(STDIN)
    hook, limit = sys.excepthook, sys.getrecursionlimit()
    try:
        main()
    except BaseException:  # what a program ends with is the behaviour test's business
        pass
    finally:
        sys.stdout, sys.stderr, sys.stdin, sys.excepthook = out, err, feed, hook
        sys.setrecursionlimit(limit)


def run():
    global FILTERS
    folder, name = sys.argv[1], sys.argv[2]
    sys.argv[:] = [name + ".py"] + sys.argv[3:]
    sys.path.insert(0, folder)
    FILTERS = list(warnings.filters)
    module = importlib.import_module(name)
    main = module.main
    for _ in range(WARM_UPS):
        once(main)
        settle()
    grown = [0] * MEASURED
    before = after = 0
    for i in range(MEASURED):
        settle()
        before = sys.gettotalrefcount()
        once(main)
        settle()
        after = sys.gettotalrefcount()
        grown[i] = after - before
    print(json.dumps({"grown": grown, "file": module.__file__}))


if __name__ == "__main__":
    run()
