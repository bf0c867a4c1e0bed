"""The source of a web page in, its text out: one line a paragraph, without scripts, menus and link lists."""

from __future__ import annotations

import re
from html.parser import HTMLParser

__all__ = ["html_text"]

_HIDDEN = re.compile("script|style|noscript|template|nav|aside|form|button|select|svg|iframe|object")
_BLOCK = re.compile(
    "address|article|blockquote|body|br|caption|center|d[dlt]|div|fieldset|figcaption|figure|footer|h[1-6r]|header|html|li|main|"
    "ol|p|pre|section|t[dhr]|table|tbody|tfoot|thead|title|ul"
)
_LONGEST_LINK = 60


def html_text(source: str) -> str:
    """The lines of text that a page shows, its title first. A short line that is nothing but links is left out."""
    page = _Page()
    page.feed(source)
    page.close()
    page.end_line()
    return "\n".join(page.lines) + "\n"


class _Page(HTMLParser):
    """Collects the lines of a page as its tags come by."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._words: list[str] = []
        self._linked = 0
        self._hidden: list[str] = []
        self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if _HIDDEN.fullmatch(tag):
            self._hidden.append(tag)
        elif tag == "a":
            self._in_link = True
        elif _BLOCK.fullmatch(tag):
            self.end_line()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if _BLOCK.fullmatch(tag):
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:  # tags left open inside end with it
                pass
        elif tag == "a":
            self._in_link = False
        elif _BLOCK.fullmatch(tag):
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._hidden and data:
            self._words.append(data)
            self._linked += len("".join(data.split())) if self._in_link else 0

    def end_line(self) -> None:
        """Close the line that is being collected."""
        line = " ".join("".join(self._words).split())
        bare = len(line.replace(" ", ""))
        if bare and not (self._linked >= bare and bare <= _LONGEST_LINK):
            self.lines.append(line)
        self._words.clear()
        self._linked = 0
