"""Text extracted from a document in, the same text with each radical sign as the character it stands for out."""

from __future__ import annotations

import unicodedata

__all__ = ["with_characters"]

# Signs whose character Unicode's normal forms do not give (or, for ⼾, give as 戶): EquivalentUnifiedIdeograph of the Unicode
# Character Database. Parts of characters (⻌, ⺡) are no words of a report and stay.
_SIGNS = "⺁⺈⺎⺒⺓⺜⺝⺟⺠⺧⺩⺫⺬⺮⺶⻁⻄⻅⻆⻉⻊⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⼾"
_CHARACTERS = "厂刀兀巳幺日月母民牛王目示竹羊虎西见角贝足车长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟户"
_KANGXI = range(0x2F00, 0x2FD6)
_COMPATIBILITY = range(0xF900, 0xFADA)


def _table() -> dict[int, str]:
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in (*_KANGXI, *_COMPATIBILITY)}
    return table | dict(zip(map(ord, _SIGNS), _CHARACTERS, strict=True))


_TABLE = _table()


def with_characters(text: str) -> str:
    """The text with radicals (⼈⺠) and compatibility forms as the usual characters (人民), one for one.

    Writers of PDF give a glyph that both share the radical's code: the text looks right and matches nothing.
    """
    return text.translate(_TABLE)
