"""The source of a web page in, its text out: one line a paragraph, without scripts, menus and link lists."""

from __future__ import annotations

from html.parser import HTMLParser

__all__ = ["html_text"]

_HIDDEN = frozenset("script style noscript template nav aside form button select svg iframe object".split())
_BLOCKS = frozenset(
    "address article blockquote body br caption center dd div dl dt fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 "
    "header hr html li main ol p pre section table tbody td tfoot th thead title tr ul".split()
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
        if tag in _HIDDEN:
            self._hidden.append(tag)
        elif tag == "a":
            self._in_link = True
        elif tag in _BLOCKS:
            self.end_line()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _BLOCKS:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden.pop() != tag:  # tags left open inside end with it
                pass
        elif tag == "a":
            self._in_link = False
        elif tag in _BLOCKS:
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
