from shop.model import Item, Line, Weighed
from shop.pricing import total

__all__ = ["Item", "Line", "Weighed", "total"]
