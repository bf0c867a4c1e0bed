"""The words around a figure in, its indicator out: a short noun phrase of at most 24 characters."""

from __future__ import annotations

import re

from siping_kg.extract.figures.words import FigureWords, figure_words

__all__ = [
    "LIMIT",
    "after_label",
    "before_label",
    "ends_open",
    "items_of",
    "lead_verb",
    "listed",
    "modifier",
    "noun_of",
    "plain_of",
    "rank_label",
    "spread",
    "subject_of",
    "trimmed",
]

LIMIT = 24
_SHORT = 2
_PAREN = re.compile(r"（[^（）]*）|\([^()]*\)|^[^（(]*[）)]")
_NOTE = re.compile(r"【\d+】|\[\d+\]")
_OPEN = re.compile(r"^.*[（(](?:含|其中|包括)?")
_EDGE = "、，；：。,;:·—- \u3000*"
_JOINER = re.compile(
    r"^(?:以及|和(?!谐|美|龙|平|县|田)|及(?!时)|与(?!会))|(?:以及|和|(?<![涉普惠波])及|(?<!参)与)$"
)
_JOINTS = (re.compile(r"、|以及|和(?!谐|美|龙|平)|(?<![涉普惠波])及(?!其)|(?<!参)与"), re.compile("、"))
_FROM = re.compile(r"[由从][^，、由从]{0,6}\d[^，、]*$")
_MODAL = re.compile("(?:力争|预计|确保|有望)(?:可|实现|完成)?|争取实现")
_FIGURE_BEFORE = re.compile(r"^.*\d[\d.]*(?:万|亿)?[一-龥%％]{1,3}、")
_NO_VERB = re.compile(
    "..[总余性率额量收]|(?:建成|开发|保护|安置|登记)区"
)  # 生产|总值, 贷款|余额, 保护|性耕作
_EMPTY = re.compile(r"^(?:[、，和及与的了]|\s)*$")


def _bare(text: str) -> str:
    text = figure_words().bracketed.sub(
        lambda m: re.sub("[、/和及或含]", "", m["verbs"]), _NOTE.sub("", text)
    )
    while (shorter := _PAREN.sub("", text)) != text:
        text = shorter
    return _JOINER.sub("", _OPEN.sub("", text).strip(_EDGE))


def ends_open(text: str) -> bool:
    """Whether words end in a joint, so that what follows belongs to a list (水库和|3座水闸)."""
    return bool(re.search("和$|(?<![涉普惠波])及$|(?<!参)与$|、$", text))


def _strip_lead(text: str, words: FigureWords) -> str:
    match = words.lead.match(text)
    return text[match.end() :].lstrip(_EDGE) if match else text


def _strip_trail(text: str, words: FigureWords) -> str:
    for _ in range(4):
        match = words.trail.search(text, max(0, len(text) - 20))
        if not match or text.endswith(words.trail_keep):
            break
        text = text[: match.start()].rstrip(_EDGE)
    return text


def lead_verb(text: str) -> str:
    """The verb of doing that opens a phrase (新建 of 新建高标准农田), or an empty string."""
    words = figure_words()
    plain = _strip_lead(text, words)
    match = words.building.match(plain) or words.action_start.match(plain)
    if not match or len(match[0]) == 1 or _NO_VERB.match(match[0][-2:] + plain[match.end() :][:1]):
        return ""
    return match[0]


def noun_of(label: str) -> str:
    """An indicator without the verbs that open it: 新开工建设保障性住房 → 保障性住房."""
    while (verb := lead_verb(label)) and label.startswith(verb) and len(label) > len(verb) + 1:
        label = label[len(verb) :]
    verbs = list(figure_words().action.finditer(label))
    if verbs and verbs[-1].end() == len(label) and verbs[-1].start() >= 2:
        return label[: verbs[-1].start()]
    return label


def subject_of(label: str) -> str:
    """A counted thing without what is said of it: 项目顺利推进 → 项目."""
    match = figure_words().predicate.search(label, 2)
    return label[: match.start()] if match else label


def before_label(text: str) -> str:
    """The indicator in the words before a figure: 全年新建高标准农田达到 → 新建高标准农田. May be empty."""
    words = figure_words()
    phrase = words.given.sub("", _bare(words.compare.sub("", text)))
    phrase = _MODAL.sub("", _FROM.sub("", phrase))
    phrase = _strip_trail(phrase, words)
    phrase = _strip_lead(phrase, words)
    marks = list(words.list_marker.finditer(phrase))
    if marks and len(phrase) - marks[-1].end() >= 2:
        phrase = listed(phrase, phrase[marks[-1].end() :].lstrip(_EDGE))
    phrase = words.achieved.sub("", _strip_trail(phrase, words))
    if done := words.whole.search(phrase):
        phrase = phrase[done.end() :]
    if len(phrase) == 2 and "完成" + phrase in text:
        return "完成" + phrase
    return _past_figures(trimmed(phrase))


def listed(phrase: str, head: str) -> str:
    """The head of a list with the verb before it; a head that says nothing alone keeps the list's first member.

    ``phrase`` is the list, ``head`` what all its members are: 举办灯会、庙会 and 活动 give 举办灯会等活动.
    """
    words = figure_words()
    verb, kind = lead_verb(phrase), subject_of(_strip_trail(head, words))
    first = re.split("、|等", phrase, maxsplit=1)[0]
    if (kind in words.generic or (not verb and len(kind) <= _SHORT)) and len(first) > len(verb) + 1:
        whole = f"{first}等{head}"
        if len(whole) <= LIMIT and whole.count("“") == whole.count("”") and not re.search(r"\d", first):
            return whole
    return verb + head


def _past_figures(phrase: str) -> str:
    """治理草原100万亩、修复湿地 is 修复湿地: the figure before is another's."""
    past = _FIGURE_BEFORE.match(phrase)
    return phrase[past.end() :] if past and len(phrase) - past.end() >= 2 else phrase


def rank_label(text: str) -> str:
    """The indicator in the words before a rank: 固定资产投资增速居全省 → 固定资产投资增速. May be empty."""
    words = figure_words()
    phrase = _bare(text)
    for _ in range(8):
        match = words.rank_trail.search(phrase)
        if not match:
            break
        phrase = phrase[: match.start()].rstrip(_EDGE)
    phrase = re.sub(r"[由从](?:\d|全|第).*$", "", phrase)
    return trimmed(_strip_lead(phrase, words))


def trimmed(phrase: str) -> str:
    """At most 24 characters of a phrase: the last members of a list, else what follows the last 的, else the end."""
    if len(phrase) <= LIMIT:
        return phrase
    for at in [i + 1 for i, c in enumerate(phrase) if c in "、，"]:
        if len(phrase) - at <= LIMIT and len(phrase) - at >= 2:
            return phrase[at:]
    at = phrase.find("的", len(phrase) - LIMIT - 1)
    if 0 <= at < len(phrase) - 2:
        return phrase[at + 1 :]
    verbs = [
        m.start()
        for m in figure_words().action.finditer(phrase)
        if len(phrase) - LIMIT <= m.start() < len(phrase) - 4
    ]
    return phrase[verbs[0] :] if verbs else phrase[-LIMIT:]


def plain_of(text: str) -> str:
    """Words without notes, brackets and openers."""
    return _strip_lead(_bare(text), figure_words())


def modifier(text: str) -> str:
    """What the words before a counted thing add to its name: 重启已签约的 → 已签约的, 打通东丰路、康平路等 → 打通."""
    words = figure_words()
    plain = plain_of(text)
    if _EMPTY.match(plain):
        return ""
    if "、" in plain or words.list_marker.search(plain + "两个") or ends_open(text):
        return lead_verb(plain)
    plain = re.sub("(?:共|近|超过|超|逾|各|全部|不少于|不低于|至少|不超过|(?<![签契集])约)+$", "", plain)
    if len(plain) <= 14:
        return plain
    return lead_verb(plain)


def after_label(text: str, *, prefix: str = "") -> str:
    """The indicator of a counted thing: the prefix and the words after the figure, cut at the length limit."""
    words = figure_words()
    phrase = re.split("[（(][^）)]*$", _bare(text) or text, maxsplit=1)[0].lstrip("的")
    flourish = words.flourish.search(phrase)
    if flourish and flourish.start() >= 2:
        phrase = phrase[: flourish.start()]
    room = LIMIT - len(prefix)
    if len(phrase) > room:
        phrase = _shorter(phrase, room)
        if phrase.count("“") > phrase.count("”"):
            phrase = phrase[: phrase.rindex("“")]
    return prefix + re.sub("(?:共|近|超过|超|逾|(?<![签契集])约)+$", "", phrase.rstrip(_EDGE + "的"))


def _shorter(phrase: str, room: int) -> str:
    words = figure_words()
    at = phrase.find("、", 2)
    if 2 <= at <= room:
        return phrase[:at]
    cuts = [m.start() for m in words.predicate.finditer(phrase) if 3 <= m.start() <= room]
    return phrase[: cuts[-1]] if cuts else phrase[:room]


def items_of(text: str, count: int) -> tuple[str, ...]:
    """The members of a list before its figures: 邮政、电信业务总量分别增长 → 邮政业务总量, 电信业务总量.

    Empty unless there are as many members as figures.
    """
    words = figure_words()
    phrase = _strip_lead(_strip_trail(_bare(words.compare.sub("", text)), words), words).replace(
        "存、贷", "存贷"
    )
    marks = list(words.list_marker.finditer(phrase))
    if marks and len(phrase) - marks[-1].end() >= 2:
        return _of_kind(phrase[: marks[-1].start()].split("、"), phrase[marks[-1].end() :], count)
    for noun, parts in words.split_nouns.items():
        if noun in phrase and len(parts) == count:
            return tuple(trimmed(phrase.replace(noun, part, 1)) for part in parts)
    for joint in _JOINTS:
        items = tuple(item.strip(_EDGE) for item in joint.split(phrase))
        if len(items) == count and all(items):
            return spread(items)
    return ()


def _of_kind(members: list[str], kind: str, count: int) -> tuple[str, ...]:
    """新材料、生物医药等|新兴产业产值 with two figures: 新材料产值, 生物医药产值."""
    head = figure_words().heads.search(kind)
    if len(members) != count or not head or not all(members):
        return ()
    return tuple(trimmed(x + head[0]) for x in members)


def spread(items: tuple[str, ...]) -> tuple[str, ...]:
    """Give each member of a list the head and the modifier that the list shares."""
    words = figure_words()
    last = items[-1]
    found = words.share_head.search(last) or words.heads.search(last)
    head = found[0] if found and found.start() else ""
    if len(head) == 1 and len(last) > 3:
        head = last[-3:]
    if head and all(item in words.parallel for item in items[:-1]) and last.startswith(tuple(words.parallel)):
        head = last[max(len(w) for w in words.parallel if last.startswith(w)) :]
    result = [
        item + head
        if head and item != last and not words.heads.search(item) and not words.action_start.match(item)
        else item
        for item in items
    ]
    if (measure := words.shared.search(result[0])) and measure.start() > 1:
        whose = result[0][: measure.start()]
        result = [whose + item if words.shared.fullmatch(item) else item for item in result]
    if (area := words.grown.search(result[0])) and area.start():
        crop = result[0][: area.start()]
        result = [crop + item if item in words.harvest else item for item in result]
    shared = _shared_modifier(result[0], result[1])
    return tuple(trimmed(item if i == 0 or not shared else shared + item) for i, item in enumerate(result))


def _shared_modifier(first: str, second: str) -> str:
    """5亿元以上产业项目新开工数 and 新竣工数 share 5亿元以上产业项目: tails of one length, alike for the most part."""
    extra = len(first) - len(second)
    if extra < 2 or len(second) < 2 or len(second) > 6 or figure_words().action_start.match(first):
        return ""
    tail = first[extra:]
    same = sum(a == b for a, b in zip(tail, second, strict=True))
    return first[:extra] if same * 2 >= len(second) and tail[-1] == second[-1] else ""
