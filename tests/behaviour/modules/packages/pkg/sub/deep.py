from .. import VERSION
from ..helper import double
from ..models import Item


def climb() -> str:
    return VERSION + str(double(3)) + Item("x", 1).name
