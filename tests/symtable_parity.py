"""Compares `krait dump --stage=scopes` with CPython's own symbol table on every file of the standard library.

    tests/symtable_parity.py [PYTHON] [--krait build/krait] [--paths PATH...]

PYTHON is the interpreter to compare with, by default the one that runs this; 3.11 is where every scope and flag is
comparable (later ones fold comprehensions into the scopes around them). The last line is `N passed, N failed`.
"""

import _symtable
import argparse
import concurrent.futures
import os
import subprocess
import sys
import sysconfig
import warnings

STORAGES = {1: "local", 2: "global-explicit", 3: "global", 4: "free", 5: "cell"}
FLAGS = [
    (1, "global"), (2, "bound"), (4, "parameter"), (8, "nonlocal"), (16, "used"), (64, "free-in-methods"),
    (128, "imported"), (256, "annotated"), (512, "target"),
]
COMPREHENSIONS = ("listcomp", "setcomp", "dictcomp", "genexpr")


def kind_of(table):
    if table.type == _symtable.TYPE_MODULE:
        return "module"
    if table.type == _symtable.TYPE_CLASS:
        return "class"
    if table.name == "lambda":
        return "lambda"
    if table.name in COMPREHENSIONS and ".0" in table.symbols:
        return table.name
    return "function"


def render(table, depth, out):
    kind = kind_of(table)
    indent = "  " * depth
    nested = " nested" if table.nested else ""
    out.append(f"{indent}scope {kind} {table.name} line={table.lineno}{nested}")
    for name in sorted(table.symbols):
        value = table.symbols[name]
        storage = STORAGES.get(value >> _symtable.SCOPE_OFF & _symtable.SCOPE_MASK, "?")
        flags = ",".join(text for bit, text in FLAGS if value & bit) or "-"
        out.append(f"{indent}  {name} {storage} {flags}")
    for child in table.children:
        render(child, depth + 1, out)


def expected(path):
    with open(path, "rb") as file:
        source = file.read()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            table = _symtable.symtable(source, path, "exec")
        except (SyntaxError, ValueError) as error:
            return f"rejected: {getattr(error, 'msg', error)}"
        except (RecursionError, MemoryError):
            return None
    out = []
    render(table, 0, out)
    return "\n".join(out)


def compiles(path):
    with open(path, "rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(file.read(), path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return False
    return True


def normalise(text):
    """Symbols of a scope in alphabetical order; what CPython's table does not tell is left out."""
    out, symbols = [], []
    for line in text.splitlines():
        if line.lstrip().startswith("scope ") and "line=" in line:
            out.extend(sorted(symbols, key=lambda s: s.split()[0]))
            symbols = []
            words = line.split(" line=")
            rest = words[1].split()
            out.append(words[0] + " line=" + rest[0] + (" nested" if "nested" in rest[1:] else ""))
        else:
            symbols.append(line)
    out.extend(sorted(symbols, key=lambda s: s.split()[0]))
    return "\n".join(out)


def actual(krait, path):
    done = subprocess.run(
        [krait, "dump", "--stage=scopes", "--python-version", f"3.{sys.version_info[1]}", path], capture_output=True, encoding="utf-8", errors="surrogatepass")
    if done.returncode == 1:
        return "rejected: " + done.stderr.strip()
    if done.returncode != 0:
        return f"status {done.returncode}: {done.stderr}"
    return normalise(done.stdout)


def compare(krait, path):
    want = expected(path)
    if want is None:
        return None
    got = actual(krait, path)
    if want.startswith("rejected: "):
        return None if got.startswith("rejected: ") else f"{path}: CPython says {want!r}, Krait accepts"
    if want == got or (got.startswith("rejected: ") and not compiles(path)):
        return None  # CPython's compiler proper finds some errors, such as late __future__ imports
    for number, (a, b) in enumerate(zip(want.splitlines(), got.splitlines())):
        if a != b:
            return f"{path}: line {number + 1} of the dump: CPython {a.strip()!r}, Krait {b.strip()!r}"
    return f"{path}: CPython has {want.count(chr(10))} lines, Krait {got.count(chr(10))}"


def sources(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, names, files in os.walk(path):
            names[:] = sorted(n for n in names if n not in ("__pycache__", "site-packages", "dist-packages"))
            yield from (os.path.join(folder, f) for f in sorted(files) if f.endswith(".py"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("python", nargs="?", default=sys.executable)
    parser.add_argument("--krait", default=os.path.join(os.path.dirname(__file__), "..", "build", "krait"))
    parser.add_argument("--paths", nargs="*")
    options = parser.parse_args()
    if os.path.realpath(options.python) != os.path.realpath(sys.executable):
        os.execv(options.python, [options.python, *sys.argv[:1], options.python, *rest_of_arguments(options.python)])
    files = list(sources(options.paths or [sysconfig.get_path("stdlib")]))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        problems = [p for p in pool.map(lambda f: compare(options.krait, f), files) if p]
    for problem in problems[:20]:
        print(problem)
    print(f"{len(files) - len(problems)} passed, {len(problems)} failed")
    return 1 if problems or not files else 0


def rest_of_arguments(python):
    rest = sys.argv[1:]
    rest.remove(python)
    return rest


if __name__ == "__main__":
    sys.exit(main())
