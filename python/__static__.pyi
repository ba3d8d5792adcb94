from collections.abc import Sized
from typing import TypeVar, overload

from krait import f32, f64, i8, i16, i32, i64, u8, u16, u32, u64

int8 = i8
int16 = i16
int32 = i32
int64 = i64
uint8 = u8
uint16 = u16
uint32 = u32
uint64 = u64
double = f64
single = f32
char = i8
cbool = bool

_T = TypeVar("_T")

@overload
def box(x: bool, /) -> bool: ...
@overload
def box(x: i64 | i32 | i16 | i8 | u64 | u32 | u16 | u8, /) -> int: ...
@overload
def box(x: f64 | f32, /) -> float: ...
@overload
def box(x: _T, /) -> _T: ...
def unbox(x: _T, /) -> _T: ...
def clen(x: Sized, /) -> i64: ...
@overload
def crange(stop: i64, /) -> range: ...
@overload
def crange(start: i64, stop: i64, step: i64 = ..., /) -> range: ...
