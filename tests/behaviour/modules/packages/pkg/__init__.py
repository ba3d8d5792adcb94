"""A package."""
from . import helper
from .models import Item as _Item

VERSION = "1." + str(helper.double(1))
print("init", __name__, _Item.__name__)


def __getattr__(name: str) -> str:
    if name == "lazy_attr":
        return "made on demand"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
