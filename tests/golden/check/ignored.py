x: int = "a"  # type: ignore
y: int = "a"  # type: ignore[assignment]
z: int = (
    "a"  # type: ignore
)
w: int = "a"  # error: assignment
