"""The extractor on short passages: what must be found, and what must not be invented."""

from __future__ import annotations

import msgspec
import pytest
from ahocorasick_rs import AhoCorasick, MatchKind

from passages import extracted, links, names
from siping_kg.extract.bodies import body_rules
from siping_kg.extract.known import known_names
from siping_kg.extract.lexicon import Example, class_lexicon, lexicons
from siping_kg.extract.naming import is_generic, kind_by_ending
from siping_kg.extract.overlap import settle
from siping_kg.extract.proposals import running_text
from siping_kg.extract.wording import ENDINGS, Wording
from siping_kg.gazetteer import load_gazetteer
from siping_kg.model import CORE_CLASSES, Mention
from siping_kg.resources import DATA, PatternRule, load_yaml


class Examples(msgspec.Struct):
    examples: tuple[Example, ...]


RULES = [
    pytest.param(path.name, example, id=f"{path.stem}:{example.text[:12]}")
    for path in sorted((DATA / "rules").glob("endings*.yml"))
    for example in load_yaml(path, Examples).examples
]


@pytest.mark.parametrize(("file", "example"), RULES)
def test_a_rule_gives_what_its_example_says(file: str, example: Example) -> None:
    found = extracted(review=example.text, place=example.home)
    review = {i for i, p in enumerate(found.report.passages) if p.text in example.text}
    told = {f"{m.kind} {m.name}" for m in found.mentions if m.rule == "ending" and m.passage in review}
    assert told == set(example.finds), file


@pytest.mark.parametrize("kind", [kind for kind in CORE_CLASSES if kind != "Place"])
def test_a_lexicon_is_of_the_class_it_is_named_after(kind: str) -> None:
    assert class_lexicon(kind).kind == kind


@pytest.mark.parametrize("lexicon", lexicons(), ids=lambda lexicon: lexicon.kind)
def test_no_name_of_a_lexicon_is_called_generic_too(lexicon) -> None:  # type: ignore[no-untyped-def]
    assert not {known.name for known in lexicon.names} & lexicon.generic


def test_an_enumeration_types_its_items() -> None:
    found = extracted(review="彻底打通青松路、白桦路等14条街路，翻新加固小红山桥、东山桥等6座危桥。")
    assert {"青松路", "白桦路", "小红山桥", "东山桥"} <= names(found, "Facility")


def test_a_counted_enumeration_restores_the_shared_head() -> None:
    found = extracted(plan="培育双辽花生、梨树绿色水稻2个高产高效示范区。")
    assert names(found, "Zone") == {"双辽花生高产高效示范区", "梨树绿色水稻高产高效示范区"}
    assert ("双辽花生高产高效示范区", "locatedIn", "双辽市") in links(found)


def test_a_head_after_etc_is_what_a_list_of_zones_shares() -> None:
    found = extracted(plan="提升梨树机器人、双辽数字经济等产业园能级。")
    assert {"梨树机器人产业园", "双辽数字经济产业园"} <= names(found, "Zone")


def test_a_word_that_opens_a_clause_is_no_firm_before_with() -> None:
    found = extracted(plan="积极与天成药业、宏远液压等企业对接。")
    assert names(found, "Company") == {"天成药业", "宏远液压"}


def test_a_count_that_does_not_fit_gives_nothing() -> None:
    assert names(extracted(plan="培育双辽花生、梨树绿色水稻5个高产高效示范区。"), "Zone") == set()


def test_places_share_a_head() -> None:
    found = extracted(plan="推动梨树、双辽化工园区建设。")
    assert {"梨树化工园区", "双辽化工园区"} <= names(found, "Zone")
    assert ("梨树化工园区", "locatedIn", "梨树县") in links(found)


def test_honours_are_aligned_with_their_winners() -> None:
    found = links(
        extracted(
            review="金士利、大江饮品分别获批国家级、省级“绿色工厂”，顺和农机获评国家级专精特新“小巨人”称号。"
        )
    )
    assert ("金士利", "receivedHonour", "国家级“绿色工厂”") in found
    assert ("大江饮品", "receivedHonour", "省级“绿色工厂”") in found
    assert ("顺和农机", "receivedHonour", "国家级专精特新“小巨人”") in found
    assert ("金士利", "receivedHonour", "省级“绿色工厂”") not in found


def test_an_honour_striven_for_is_not_received() -> None:
    found = links(extracted(plan="争创国家食品安全示范城市。"))
    assert ("四平市", "seeksHonour", "国家食品安全示范城市") in found
    assert not {link for link in found if link[1] == "receivedHonour"}


def test_a_compound_scheme_involves_its_parties() -> None:
    found = links(extracted(review="长平一体化纵深推进。吉浙合作不断深化。"))
    assert ("长平一体化", "involves", "长春市") in found
    assert ("长平一体化", "involves", "四平市") in found
    assert ("吉浙合作", "involves", "浙江省") in found


def test_the_same_letters_are_read_from_the_report_s_own_place() -> None:
    found = links(extracted(review="长平一体化纵深推进。", place="太原市"))
    assert not {link for link in found if link[1] == "involves"}


def test_a_letter_is_no_city_far_away_unless_the_two_cooperate() -> None:
    assert not names(extracted(plan="推进四泉同城化。"), "Place") & {"泉州市"}


@pytest.mark.parametrize(
    ("scheme", "place", "parties"),
    [
        ("吉浙对口合作", "四平市", {"吉林省", "浙江省"}),
        ("沪明对口合作", "三明市", {"上海市", "三明市"}),
        ("珠遵东西部协作", "遵义市", {"珠海市", "遵义市"}),
    ],
)
def test_a_scheme_that_opens_a_sentence_has_its_parties(scheme: str, place: str, parties: set[str]) -> None:
    found = links(extracted(review=f"{scheme}不断深化。", place=place))
    assert {object_ for subject, said, object_ in found if (subject, said) == (scheme, "involves")} == parties
    found = extracted(plan="深化四珠对口协作。")
    assert ("四珠对口协作", "involves", "珠海市") in links(found)


def test_firms_cooperate_with_the_one_named_after_with() -> None:
    found = links(extracted(plan="推动世达机械、奋勇专用车等企业与一汽深度合作。"))
    assert ("世达机械", "cooperatesWith", "中国第一汽车集团") in found
    assert ("奋勇专用车", "cooperatesWith", "中国第一汽车集团") in found


def test_a_project_is_the_firm_s_that_its_name_begins_with() -> None:
    found = links(extracted(plan="加快推动大东电厂6号机组扩建、丰源食品速冻玉米二期等项目开工。"))
    assert ("大东电厂6号机组扩建", "undertakenBy", "大东电厂") in found
    assert ("丰源食品速冻玉米二期", "undertakenBy", "丰源食品") in found


def test_a_segment_that_begins_with_a_county_places_its_projects() -> None:
    found = links(
        extracted(
            review="梨树紧扣产业升级，总投资10亿元的新风新能源装备项目开工；双辽突出招商，总投资8亿元的华星高性能钢线项目落户。"
        )
    )
    assert ("新风新能源装备项目", "locatedIn", "梨树县") in found
    assert ("华星高性能钢线项目", "locatedIn", "双辽市") in found
    assert ("华星高性能钢线项目", "locatedIn", "梨树县") not in found


@pytest.mark.parametrize(
    "text",
    [
        "加强交流合作，推广先进做法，推动社会长治久安。",
        "严厉打击违法犯罪，群众安全感大幅提升，营造良好环境。",
        "完善体制机制，落实各项政策，推动重点项目加快建设。",
    ],
)
def test_plain_words_name_nothing(text: str) -> None:
    found = extracted(review=text)
    assert [m.name for m in found.mentions if found.report.passages[m.passage].text == text] == []


def test_a_surer_rule_wins_and_names_nest() -> None:
    award = Mention(0, 0, 10, "Honour", "x", "award")
    across = Mention(0, 5, 15, "Zone", "y", "ending")
    inside = Mention(0, 0, 2, "Place", "z", "known")
    assert settle([(across, 0.9), (inside, 0.1), (award, 0.2)]) == (award, inside)


def test_what_spans_say_of_themselves_is_what_their_names_say():
    """Endings and plain nouns are looked for in a report at once: the same as name by name."""
    text = "全市新建3个产业园，第二实验小学和“双创”行动、各类企业着力建设省级工业园区Ａ区。着了一期工程。"
    report = extracted(review=text).report
    sentences = running_text(report, known_names(load_gazetteer(), report.place, report.year))
    spans = [[(a, b) for a in range(len(s.text)) for b in range(a + 1, len(s.text) + 1)] for s in sentences]
    own = [s.text[a:b] for s, each in zip(sentences, spans, strict=True) for a, b in each]
    columns = Wording(sentences, spans, {}).whole()
    assert [ENDINGS[ending] for ending in columns[4]] == [kind_by_ending(name) for name in own]
    assert columns[8].tolist() == [is_generic(name) for name in own]
    assert {True, False} == set(columns[8].tolist())


def test_two_automata_find_the_leftmost_longest_forms():
    """The forms of a year, and those of near places: found as one automaton of all would."""
    gazetteer = load_gazetteer()
    known = known_names(gazetteer, "吉林省四平市", 2024)
    forms = [*{*gazetteer.decoys, *gazetteer.names("吉林省四平市", 2024), *known.lexical}]
    one = AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest)
    text = (
        "四平市铁西区与长春市、梨树县十家堡镇长治久安，一汽集团到吉林省长春新区；双辽东明镇和伊通满族自治县。"
    )
    spans = [(start, end) for _, start, end in one.find_matches_as_indexes(text)]
    assert list(known._forms_in(text)) == spans
    assert len(spans) > 6


@pytest.mark.parametrize("rule", body_rules(), ids=lambda rule: rule.name)
def test_a_pattern_of_bodies_finds_its_examples_only(rule: PatternRule) -> None:
    def found(words: str) -> list[str]:
        mentions = extracted(review=f"加强与{words}合作。").mentions
        return [mention.name for mention in mentions if mention.rule == "body-group"]

    assert rule.examples
    assert rule.counter
    assert [found(words) for words in rule.examples] == [[words] for words in rule.examples]
    assert not any(found(words) for words in rule.counter)


def test_bodies_of_the_region_and_the_second_of_two_under_one_head() -> None:
    said = "在自治区党委、政府和市委的领导下，在市人大、政协的监督下，落实自治区政府部署。"
    found = names(extracted(review=said, place="吴忠市"), "Organization")
    region = {"宁夏回族自治区党委", "宁夏回族自治区人民政府"}
    assert found == region | {"吴忠市委", "吴忠市人大", "吴忠市政协"}
