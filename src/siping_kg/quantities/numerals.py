"""A number in digits or in Chinese in, a Decimal out."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["LARGE", "SMALL", "parse_number"]

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SMALL = {"十": 10, "百": 100, "千": 1000}
LARGE = {"万": 10**4, "亿": 10**8}


def parse_number(text: str) -> Decimal:
    """Read a number in digits (1,234.5) or in Chinese (三百二十, 两千, 十五, 一亿零五万, 八点五).

    Raises ValueError for anything else.
    """
    if not text:
        raise ValueError("no number in an empty text")
    if text[0].isdecimal():
        return Decimal(text.replace(",", "").replace("．", "."))
    whole, point, fraction = text.partition("点")
    if point:
        if not whole or not fraction or any(char not in _DIGIT for char in fraction):
            raise ValueError(f"{text!r} is not a number")
        return parse_number(whole) + Decimal("0." + "".join(str(_DIGIT[char]) for char in fraction))
    total = section = digit = 0
    for char in text:
        if char in _DIGIT:
            digit = digit * 10 + _DIGIT[char]
        elif char in SMALL:
            section += (digit or 1) * SMALL[char]
            digit = 0
        elif char == "亿":
            total = (total + section + digit or 1) * LARGE[char]
            section = digit = 0
        elif char == "万":
            total += (section + digit or 1) * LARGE[char]
            section = digit = 0
        else:
            raise ValueError(f"{text!r} is not a number")
    return Decimal(total + section + digit)
