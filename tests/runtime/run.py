"""Builds tests/runtime/NAME.c with the whole runtime for each interpreter found and runs NAME_test.py.

usage: run.py [--python EXE]... [--cc CC]... [NAME]...
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
RUNTIME = HERE.parent.parent / "runtime"
WARNINGS = ["-Wall", "-Wextra", "-Werror"]
QUERY = "import sysconfig, json; print(json.dumps([sysconfig.get_path('include'), sysconfig.get_config_var('EXT_SUFFIX')]))"


def build_and_run(python, cc, names, out, jobs):
    include, suffix = json.loads(subprocess.check_output([python, "-c", QUERY], text=True))
    if not pathlib.Path(include, "Python.h").exists():
        print(f"{python}: no Python.h, skipped")
        return None
    flags = ["-std=gnu11", "-O1", "-g", "-fPIC", "-fvisibility=hidden", "-DKR_LIBRARY", *WARNINGS, f"-I{include}", f"-I{RUNTIME}"]

    def compile_one(source):
        target = out / (source.stem + ".o")
        subprocess.run([cc, *flags, "-c", source, "-o", target], check=True)
        return target

    with ThreadPoolExecutor(jobs) as pool:
        objects = list(pool.map(compile_one, sorted(RUNTIME.glob("*.c"))))
    good = 0
    for name in names:
        target = compile_one(HERE / f"{name}.c")
        subprocess.run([cc, "-shared", target, *objects, "-lm", "-o", out / f"{name}_ext{suffix}"], check=True)
        env = dict(os.environ, PYTHONPATH=f"{out}:{HERE}", PYTHONDONTWRITEBYTECODE="1")
        done = subprocess.run([python, HERE / f"{name}_test.py"], env=env)
        print(f"{pathlib.Path(python).name} {cc} {name}: {'ok' if done.returncode == 0 else f'FAILED ({done.returncode})'}", flush=True)
        good += done.returncode == 0
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", action="append")
    parser.add_argument("--cc", action="append")
    parser.add_argument("-j", type=int, default=os.cpu_count())
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    pythons = options.python or [p for p in map(shutil.which, ["python3.11", "python3.11-dbg"]) if p] or [sys.executable]
    names = options.names or sorted(p.stem for p in HERE.glob("*.c"))
    passed = failed = 0
    for python in pythons:
        for cc in options.cc or ["gcc"]:
            with tempfile.TemporaryDirectory() as folder:
                good = build_and_run(python, cc, names, pathlib.Path(folder), options.j)
                if good is not None:
                    passed += good
                    failed += len(names) - good
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
