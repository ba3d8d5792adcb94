# What `krait run` gives the target interpreter with -c: makes the interpreter's state that of `python3 FILE ARGS` (or of
# `python3 -m MODULE ARGS`), lets imports find the compiled modules, and runs the main one. It must start fast, leave
# nothing behind that a program would notice, and appear in no traceback.
def _krait_run():
    import sys
    import _imp
    from _frozen_importlib import ModuleSpec
    from _frozen_importlib_external import ExtensionFileLoader, PathFinder, SourceFileLoader

    # Fields of the manifest, each ended by NUL: kind of main ("file" or "module"), argv[0], sys.path[0], name of the main
    # module as imports know it, __package__ ("-": none), then name, library, source, "package" or "module" of each module.
    with open(sys.argv[1], encoding="utf-8", errors="surrogateescape") as file:
        fields = file.read().split("\0")
    kind, argv0, path0, main_name, main_package = fields[:5]
    built = {}
    for i in range(5, len(fields) - 3, 4):
        built[fields[i]] = fields[i + 1], fields[i + 2], fields[i + 3] == "package"

    class KraitLoader(SourceFileLoader):
        """Loads a compiled module; for everything else (source, data, file name) it is the loader of its source."""

        def create_module(self, spec):
            library, source, is_package = built[self.name]
            return _imp.create_dynamic(ModuleSpec(self.name, self, origin=library))

        # The import system takes the frames of its own loader off tracebacks.
        exec_module = ExtensionFileLoader.exec_module

    def make_spec(name, spec_name):
        library, source, is_package = built[name]
        loader = KraitLoader(name, source)
        spec = ModuleSpec(spec_name, loader, origin=source, is_package=is_package)
        if is_package:
            spec.submodule_search_locations.append(source.rpartition("/")[0])
        spec.has_location = True
        return spec

    class KraitFinder:
        @staticmethod
        def find_spec(name, path=None, target=None):
            if name in built and name != "__main__":
                return make_spec(name, name)
            return None

        @staticmethod
        def invalidate_caches():
            pass

    # Built-in and frozen modules come first in Python too.
    for position, finder in enumerate(sys.meta_path):
        if finder is PathFinder:
            break
    else:
        position = len(sys.meta_path)
    sys.meta_path.insert(position, KraitFinder)

    del sys.argv[0]
    sys.argv[0] = argv0
    if not getattr(sys.flags, "safe_path", False) and not sys.flags.isolated:
        sys.path[0] = path0
    flag = "-m" if kind == "module" else None
    options = sys.orig_argv[1 : sys.orig_argv.index("-c")]
    shown = [flag, main_name.removesuffix(".__main__")] if flag else [argv0]
    sys.orig_argv[:] = [sys.orig_argv[0], *options, *shown, *sys.argv[1:]]

    if main_package not in ("", "-"):
        __import__(main_package)
    spec = make_spec("__main__", main_name)
    module = spec.loader.create_module(spec)
    namespace = module.__dict__
    namespace["__name__"] = "__main__"
    namespace["__loader__"] = spec.loader
    namespace["__spec__"] = spec if kind == "module" else None
    namespace["__package__"] = None if main_package == "-" else main_package
    namespace["__file__"] = spec.origin
    namespace["__cached__"] = None
    namespace["__builtins__"] = sys.modules["builtins"]
    namespace.setdefault("__annotations__", {})
    sys.modules["__main__"] = module
    try:
        _imp.exec_dynamic(module)
    except SystemExit:
        raise
    except BaseException:
        # The interpreter is about to print the traceback and to decide on the exit status. Let it, but take our own
        # frames off first.
        hook = sys.excepthook

        def strip(kind, value, traceback):
            sys.excepthook = hook
            while traceback is not None and traceback.tb_frame.f_code.co_filename == "<string>":
                traceback = traceback.tb_next
            value.__traceback__ = sys.last_traceback = traceback
            hook(kind, value, traceback)
            if kind is TypeError and " object expected; got " in str(value) and sys.stderr is not None:
                print("krait: declared types are enforced; `krait run --no-check-declared` takes them for claims", file=sys.stderr)

        sys.excepthook = strip
        raise


_krait_run()
