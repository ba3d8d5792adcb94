#!/usr/bin/env python3
"""The demonstration behind `make demo`.

    tools/demo.py [--krait build/krait] [--python /usr/bin/python3.11]

Compiles Debian's python3-tomli natively, parses a large TOML document with it and with the interpreted one, compares
the two results, and prints the times; then runs the benchmark programs in short form. Exit status 1 when anything
differs or does not compile.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SCRATCH = os.path.join(ROOT, "build", "demo")

PARSE = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
import tomli, tomli._parser
with open(sys.argv[2], encoding="utf-8") as f:
    text = f.read()
best = None
for _ in range(5):
    started = time.perf_counter()
    document = tomli.loads(text)
    took = time.perf_counter() - started
    best = took if best is None or took < best else best
errors = []
for line in (10, 100, 1000):
    broken = text.splitlines()
    broken[line] += ' ] = "'
    try:
        tomli.loads("\\n".join(broken))
    except tomli.TOMLDecodeError as e:
        errors.append(str(e))
print(json.dumps({"ms": best * 1000, "from": tomli._parser.__file__, "result": repr(document), "errors": errors}))
"""


def document(copies: int) -> str:
    """The sample once, then `copies` times with its tables under names of their own."""
    with open(os.path.join(ROOT, "examples", "sample.toml"), encoding="utf-8") as f:
        sample = f.read()
    parts = [sample]
    for i in range(copies):
        lines = []
        inside = ""
        for line in sample.splitlines():
            stripped = line.strip()
            if inside:
                inside = "" if inside in stripped else inside
            elif stripped.startswith("[["):
                line = line.replace("[[", f"[[copy{i}.", 1)
            elif stripped.startswith("[") and stripped.endswith("]") and "=" not in stripped and "," not in stripped and not stripped.startswith("[\"") and line[0] == "[":
                line = line.replace("[", f"[copy{i}.", 1)
            elif stripped.count('"""') == 1 or stripped.count("'''") == 1:
                inside = '"""' if '"""' in stripped else "'''"
            lines.append(line)
        text = "\n".join(lines)
        parts.append(text[text.index(f"[copy{i}."):])  # keys before the first table would belong to the last copy
    return "\n".join(parts) + "\n"


def parse(python: str, folder: str, path: str) -> dict:
    p = subprocess.run([python, "-c", PARSE, folder, path], capture_output=True, text=True)
    if p.returncode:
        raise SystemExit(f"parsing failed:\n{p.stdout}{p.stderr}")
    return json.loads(p.stdout)


def main() -> int:
    ap = argparse.ArgumentParser(usage=__doc__)
    ap.add_argument("--krait", default=os.path.join(ROOT, "build", "krait"))
    ap.add_argument("--python", default="/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else sys.executable)
    opts = ap.parse_args()
    shutil.rmtree(SCRATCH, ignore_errors=True)
    os.makedirs(SCRATCH)
    code = "import importlib.util as u; s = u.find_spec('tomli'); print(s.origin if s else '')"
    origin = subprocess.run([opts.python, "-c", code], capture_output=True, text=True).stdout.strip()
    if not origin:
        print("demo: tomli is not installed: apt-get install python3-tomli")
        return 1
    plain = os.path.join(SCRATCH, "interpreted")
    native = os.path.join(SCRATCH, "native")
    shutil.copytree(os.path.dirname(origin), os.path.join(plain, "tomli"), ignore=shutil.ignore_patterns("__pycache__"))
    print(f"$ krait build --require-native {os.path.dirname(origin)} -o build/demo/native", flush=True)
    started = time.perf_counter()
    built = subprocess.run([opts.krait, "build", "--python", opts.python, "--require-native", os.path.join(plain, "tomli"), "-o", native])
    if built.returncode:
        print(f"demo: krait build: exit {built.returncode}")
        return 1
    print(f"built in {time.perf_counter() - started:.2f} s")
    path = os.path.join(SCRATCH, "document.toml")
    text = document(60)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)
    interpreted, compiled = parse(opts.python, plain, path), parse(opts.python, native, path)
    if not compiled["from"].endswith(".so"):
        print(f"demo: the compiled tomli was not imported, but {compiled['from']}")
        return 1
    same = interpreted["result"] == compiled["result"] and interpreted["errors"] == compiled["errors"]
    print(f"\nparsing {len(text.splitlines())} lines of TOML ({len(text) // 1024} KB)")
    print(f"{'':22} {'best ms':>8}")
    print(f"{'CPython':22} {interpreted['ms']:8.1f}")
    print(f"{'compiled by Krait':22} {compiled['ms']:8.1f}   {interpreted['ms'] / compiled['ms']:.2f}x")
    print(f"same document, same messages for {len(compiled['errors'])} broken ones: {'yes' if same else 'NO'}\n")
    if not same:
        print(interpreted["errors"], compiled["errors"], sep="\n")
        return 1
    print("$ benchmarks/run.py --short", flush=True)
    return subprocess.run([sys.executable, os.path.join(ROOT, "benchmarks", "run.py"), "--short", "--krait", opts.krait, "--python", opts.python]).returncode


if __name__ == "__main__":
    sys.exit(main())
