"""What the measuring scripts share: running a command with its time and peak memory, and the peers' builds."""
import hashlib
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import Dict, List, Optional, Set, Tuple

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
SCRATCH = os.path.join(ROOT, "build", "bench")

LABELS = {"cpython": "CPython", "krait": "Krait", "mypyc": "mypyc", "cython": "Cython", "pypy": "PyPy", "cpp": "C++"}
# Krait's time over C++'s, by the kind that the C++ version states: what is aimed at.
BOUNDS = {"numeric": 1.5, "objects": 1.5, "lists": 2.0}


def geomean(xs: List[float]) -> float:
    return math.exp(sum(map(math.log, xs)) / len(xs)) if xs else float("nan")


def programs(filters: List[str]) -> List[str]:
    folder = os.path.join(HERE, "programs")
    names = sorted(f[:-3] for f in os.listdir(folder) if f.endswith(".py"))
    return [n for n in names if not filters or any(k in n for k in filters)]


def source(name: str) -> str:
    return os.path.join(HERE, "programs", name + ".py")


@dataclass
class Ran:
    """A finished command: wall seconds, and the largest resident set in MB of it or any process it waited for."""
    status: int
    seconds: float
    peak_mb: float
    output: str

    @property
    def last_line(self) -> str:
        lines = [s for s in self.output.strip().splitlines() if s.strip()]
        return lines[-1] if lines else ""


def run(command: List[str], cwd: Optional[str] = None, env: Optional[Dict[str, str]] = None, timeout: float = 300,
        discard_stdout: bool = False) -> Ran:
    full = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", PYTHONHASHSEED="0")
    full.update(env or {})
    with tempfile.TemporaryFile() as out:
        started = time.perf_counter()
        p = subprocess.Popen(command, cwd=cwd, env=full, stdin=subprocess.DEVNULL,
                             stdout=subprocess.DEVNULL if discard_stdout else out, stderr=out, start_new_session=True)
        end = started + timeout
        pid, status, usage = os.wait4(p.pid, os.WNOHANG)
        while pid == 0:
            if time.perf_counter() > end:
                os.killpg(p.pid, 9)
            time.sleep(0.0005 if time.perf_counter() - started < 0.1 else 0.002)
            pid, status, usage = os.wait4(p.pid, os.WNOHANG)
        seconds = time.perf_counter() - started
        p.returncode = os.waitstatus_to_exitcode(status)  # wait4 reaped it: subprocess must not try again
        out.seek(0)
        return Ran(p.returncode, seconds, usage.ru_maxrss / 1024, out.read().decode("utf-8", "replace"))


def measure(command: List[str], timeout: float = 120) -> Dict[str, object]:
    """What a worker says in its last line; or an error."""
    r = run(command, timeout=timeout)
    if r.status:
        return {"error": f"exit {r.status}: {r.last_line}"}
    try:
        out: Dict[str, object] = json.loads(r.last_line)
    except ValueError:
        return {"error": r.last_line[:200]}
    return out


def peers_venv(explicit: Optional[str], python: str) -> Tuple[Optional[str], str]:
    """A virtual environment with the newest mypy and Cython: (its folder or None, a note)."""
    if explicit:
        return (explicit, "") if os.path.exists(os.path.join(explicit, "bin", "python")) else (None, f"no environment at {explicit}")
    folder = os.path.join(ROOT, "build", "peers-venv")
    stamp = os.path.join(folder, "complete")
    if os.path.exists(stamp):
        return folder, ""
    print("installing mypy and Cython from PyPI into build/peers-venv ...", flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    made = run([python, "-m", "venv", folder])
    if made.status:
        return None, "cannot make a virtual environment (python3-venv): " + made.last_line
    got = run([os.path.join(folder, "bin", "pip"), "install", "--quiet", "--disable-pip-version-check", "mypy", "Cython", "setuptools"])
    if got.status:
        return None, "PyPI cannot be reached: " + got.last_line
    with open(stamp, "w", encoding="utf-8") as f:
        f.write("ok\n")
    return folder, ""


def peer_versions(venv: str) -> Dict[str, str]:
    code = ("import importlib.metadata as m, json\n"
            "print(json.dumps({n: m.version(n) for n in ('mypy', 'Cython')}))")
    r = run([os.path.join(venv, "bin", "python"), "-c", code])
    try:
        return json.loads(r.last_line)
    except ValueError:
        return {}


def fingerprint(*parts: str) -> str:
    h = hashlib.sha256()
    for p in parts:
        h.update(p.encode() + b"\0")
    return h.hexdigest()[:16]


def read(path: str) -> str:
    with open(path, encoding="utf-8") as f:
        return f.read()


@dataclass
class Built:
    """A compiled program: `folder` to import it from, or why there is none."""
    folder: Optional[str]
    seconds: float
    peak_mb: float
    error: str = ""


def has_extension(folder: str, name: str) -> bool:
    return any(f.startswith(name + ".") and f.endswith(".so") for f in os.listdir(folder))


def build_krait(krait: str, python: str, source: str, folder: str, level: str = "", cache: Optional[str] = None,
                extra: Tuple[str, ...] = ()) -> Built:
    """Compile `source` into `folder`; `cache` is where Krait keeps what it may reuse."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    env = {"XDG_CACHE_HOME": cache} if cache else {}
    r = run([krait, "build", "--python", python, *([level] if level else []), *extra, source, "-o", folder], env=env)
    name = os.path.splitext(os.path.basename(source))[0]
    if r.status or not has_extension(folder, name):
        return Built(None, r.seconds, r.peak_mb, f"exit {r.status}: " + r.output.strip()[-2000:])
    return Built(folder, r.seconds, r.peak_mb)


def build_peer(peer: str, venv: str, source: str, folder: str, level: str = "") -> Built:
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    name = os.path.basename(source)
    shutil.copy(source, folder)
    bin_dir = os.path.join(venv, "bin")
    env = {"PATH": bin_dir + os.pathsep + os.environ.get("PATH", "")}
    if peer == "mypyc":
        if level:
            env["MYPYC_OPT_LEVEL"] = level
        r = run([os.path.join(bin_dir, "mypyc"), name], cwd=folder, env=env)
    else:
        if level:
            env["CFLAGS"] = "-O" + level
        r = run([os.path.join(bin_dir, "cythonize"), "-q", "-3", "-i", name], cwd=folder, env=env)
    if r.status or not has_extension(folder, name[:-3]):
        first = next((s for s in r.output.splitlines() if "error" in s.lower()), r.last_line)
        return Built(None, r.seconds, r.peak_mb, first.strip()[:200])
    os.remove(os.path.join(folder, name))  # so that nothing but the extension can be imported
    return Built(folder, r.seconds, r.peak_mb)


def cpp_source(name: str) -> str:
    return os.path.join(HERE, "cpp", name + ".cpp")


def build_cpp(compiler: str, version: str, name: str) -> Built:
    """The C++ version of a program, as an executable; `folder` is its path. What an earlier run built is taken again."""
    source = cpp_source(name)
    key = fingerprint(compiler, version, read(source), read(os.path.join(HERE, "cpp", "worker.h")))
    folder = os.path.join(SCRATCH, "cpp")
    os.makedirs(folder, exist_ok=True)
    out = os.path.join(folder, f"{name}-{key}")
    if os.path.exists(out):
        return Built(out, 0, 0)
    r = run([compiler, "-std=c++20", "-O2", "-Wall", "-Wextra", "-Werror", "-o", out + ".new", source])
    if r.status:
        return Built(None, r.seconds, r.peak_mb, r.output.strip()[:2000])
    os.rename(out + ".new", out)
    return Built(out, r.seconds, r.peak_mb)


def build_library(python: str, source: str, *flags: str) -> str:
    """A shared library of one C file against the interpreter's headers; its path."""
    headers = run([python, "-c", "import sysconfig; print(sysconfig.get_paths()['include'])"]).last_line
    os.makedirs(SCRATCH, exist_ok=True)
    out = os.path.join(SCRATCH, os.path.splitext(os.path.basename(source))[0] + ".so")
    r = run(["gcc", "-O2", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror", f"-I{headers}", *flags, "-o", out, source])
    if r.status:
        raise SystemExit(f"{source} does not compile:\n{r.output}")
    return out


def compiler_version(compiler: str) -> str:
    """What the compiler says of itself; empty when there is none."""
    if not shutil.which(compiler):
        return ""
    return run([compiler, "--version"]).output.partition("\n")[0]


def constant(source: str, name: str) -> int:
    """An int that the program states: `NAME = 123` on a line of its own."""
    found = re.search(rf"^{name} = (\d+)$", read(source), re.MULTILINE)
    if not found:
        raise SystemExit(f"{source}: no line `{name} = ` and a number")
    return int(found.group(1))


def warm_cache(krait: str, python: str) -> str:
    """A cache folder that holds Krait's precompiled runtime and no compiled module."""
    cache = os.path.join(SCRATCH, "cache")
    shutil.rmtree(cache, ignore_errors=True)
    with tempfile.TemporaryDirectory() as d:
        source = os.path.join(d, "nothing.py")
        with open(source, "w", encoding="utf-8") as f:
            f.write("x = 1\n")
        for level in ("", "-O0"):
            build_krait(krait, python, source, os.path.join(d, "out"), level, cache)
    return cache


def files_below(folder: str) -> Set[str]:
    return {os.path.join(where, name) for where, _, names in os.walk(folder) for name in names}


def default_python() -> str:
    return "/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else sys.executable
