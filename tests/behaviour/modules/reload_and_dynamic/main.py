import importlib
import sys
import types

import plugin


def main() -> None:
    print(plugin.name(), plugin.__name__, sys.modules["plugin"] is plugin)
    kept = plugin.name
    plugin.PREFIX = "changed "
    print(plugin.name(), getattr(plugin, "PREFIX"), vars(plugin)["PREFIX"])
    setattr(plugin, "name", lambda: "replaced")
    print(plugin.name(), plugin.call_name())
    mod = importlib.import_module("plugin")
    print(mod is plugin, sorted(k for k in dir(plugin) if not k.startswith("_")))
    print(plugin.__dict__["call_name"](), callable(plugin.call_name), plugin.__doc__)
    exec("extra = 1", plugin.__dict__)
    print(plugin.extra, eval("PREFIX + 'x'", vars(plugin)))  # type: ignore
    m = types.ModuleType("made")
    m.f = plugin.helper  # type: ignore
    sys.modules["made"] = m
    import made  # type: ignore
    print(made.f(1), made.__name__)
    del sys.modules["made"], plugin.extra  # type: ignore
    plugin.name = kept  # type: ignore
    plugin.PREFIX = "plugin "
    print(plugin.call_name())


if __name__ == "__main__":
    main()
