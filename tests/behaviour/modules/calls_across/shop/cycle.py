# Imported while `pricing` is half made, which it imports itself.
import shop.pricing as pricing
from shop.model import Item

early = hasattr(pricing, "deep"), hasattr(pricing, "late")


def model_deep(item: Item, n: int) -> int:
    return pricing.deep(item, n - 1) + 1 if n else 0


def before() -> str:
    try:
        return pricing.late()  # type: ignore
    except AttributeError as e:
        return str(e)
