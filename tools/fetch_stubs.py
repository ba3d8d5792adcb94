#!/usr/bin/env python3
"""Fetch the pinned typeshed stubs into build/typeshed.

Typeshed comes whole inside the pure-Python wheel of mypy. The wheel is downloaded with pip (no package needs to be
installed for that), its SHA-256 compared with the pinned one, and the stubs taken out of it. Where the package index
cannot be reached, the older copy in Debian's python3-mypy serves, with a warning.

    fetch_stubs.py [--out DIR] [--offline] [--wheel FILE]

Nothing is done when DIR already holds the pinned stubs. DIR is replaced as a whole, by rename.
"""
import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

VERSION = "2.4.1"
SHA256 = "1784648d6ec8c2b5465e3f26241b845a0b3cb4e56c993c64abe16989e7698999"
PREFIX = "mypy/typeshed/"
WANTED = ("stdlib/", "stubs/mypy-extensions/", "stubs/librt/", "LICENSE")
DEBIAN_COPY = Path("/usr/lib/python3/dist-packages/mypy/typeshed")
STAMP = ".pinned"
PINNED_STAMP = f"mypy=={VERSION} sha256:{SHA256}\n"
DEBIAN_STAMP = "debian python3-mypy\n"


class FetchError(Exception):
    pass


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def download(folder: Path) -> Path:
    """The pinned wheel, downloaded into `folder` and verified."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    # The versions named here choose the py3-none-any wheel; they say nothing about the interpreter that runs pip.
    command += ["--only-binary=:all:", "--platform", "any", "--python-version", "3.12", "--implementation", "py"]
    command += ["--abi", "none", "--dest", str(folder), f"mypy=={VERSION}"]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FetchError(f"pip download: {error}") from error
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise FetchError(f"pip download: {last[0]}")
    wheels = list(folder.glob("mypy-*.whl"))
    if len(wheels) != 1:
        raise FetchError(f"pip download left {len(wheels)} wheels")
    return wheels[0]


def extract(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for info in archive.infolist():
            name = info.filename
            if info.is_dir() or not name.startswith(PREFIX):
                continue
            relative = name[len(PREFIX):]
            if not relative.startswith(WANTED) or ".." in relative.split("/"):
                continue
            target = folder / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(info))


def copy_debian(folder: Path) -> None:
    for wanted in WANTED:
        source = DEBIAN_COPY / wanted.rstrip("/")
        if source.is_dir():
            shutil.copytree(source, folder / wanted.rstrip("/"), dirs_exist_ok=True)
        elif source.is_file():
            shutil.copyfile(source, folder / wanted)


def replace(folder: Path, out: Path) -> None:
    old = out.with_name(out.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    folder.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def main() -> int:
    root = Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=root / "build" / "typeshed", help="default: build/typeshed")
    parser.add_argument("--offline", action="store_true", help="use Debian's python3-mypy, download nothing")
    parser.add_argument("--wheel", type=Path, help="a wheel downloaded before; its hash is verified all the same")
    options = parser.parse_args()
    out: Path = options.out
    stamp = out / STAMP
    have = stamp.read_text() if stamp.is_file() else ""
    if have == PINNED_STAMP or (options.offline and have == DEBIAN_STAMP):
        return 0
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".stubs-") as scratch:
        folder = Path(scratch) / "typeshed"
        folder.mkdir()
        try:
            if options.offline:
                raise FetchError("told to work offline")
            wheel = options.wheel or download(Path(scratch))
            found = digest(wheel)
            if found != SHA256:
                # A wheel that is not the pinned one is never used, and never papered over with another copy.
                print(f"fetch_stubs: {wheel.name}: sha256 is {found}, pinned is {SHA256}", file=sys.stderr)
                return 1
            extract(wheel, folder)
            (folder / STAMP).write_text(PINNED_STAMP)
            source = f"mypy {VERSION}"
        except FetchError as error:
            if have:
                print(f"fetch_stubs: warning: {error}; keeping the stubs that are there", file=sys.stderr)
                return 0
            if not (DEBIAN_COPY / "stdlib").is_dir():
                print(f"fetch_stubs: {error}; without the package index, `apt-get install python3-mypy` provides stubs",
                      file=sys.stderr)
                return 1
            print(f"fetch_stubs: warning: {error}; using the older stubs of Debian's python3-mypy", file=sys.stderr)
            copy_debian(folder)
            (folder / STAMP).write_text(DEBIAN_STAMP)
            source = str(DEBIAN_COPY)
        replace(folder, out)
    count = sum(len(files) for _, _, files in os.walk(out))
    print(f"stubs: {count} files from {source}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
