"""The gazetteer: facts of the real divisions, what names mean where, and every row of its files."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siping_kg.gazetteer import CHINA, Division, load_gazetteer
from siping_kg.model import UnknownNameError
from siping_kg.resources import DATA

GAZETTEER = load_gazetteer()
FOLDER = DATA / "gazetteer"
SIPING, CHANGCHUN = "吉林省四平市", "吉林省长春市"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key_of(name: str, home: str | None = None, year: int = 2024) -> str | None:
    found = GAZETTEER.resolve(name, home=home, year=year)
    return found.key if found else None


def the(name: str, year: int) -> Division:
    (found,) = GAZETTEER.find(name, year=year)
    return found


@pytest.mark.parametrize(
    ("place", "year", "parent"),
    [
        ("公主岭市", 2012, "四平市"),
        ("公主岭市", 2019, "四平市"),
        ("公主岭市", 2020, "四平市"),
        ("公主岭市", 2021, "长春市"),
        ("公主岭市", 2026, "长春市"),
        ("伊通满族自治县", 2022, "四平市"),
        ("双辽市", 2022, "四平市"),
        ("梨树县", 2022, "四平市"),
        ("磐石市", 2022, "吉林市"),
        ("珲春市", 2023, "延边朝鲜族自治州"),
        ("大安市", 2021, "白城市"),
        ("九台市", 2013, "长春市"),
        ("九台区", 2015, "长春市"),
        ("前郭尔罗斯蒙古族自治县", 2022, "松原市"),
        ("扶余县", 2012, "松原市"),
        ("梅河口市", 2024, "通化市"),
        ("简阳市", 2016, "资阳市"),
        ("简阳市", 2017, "成都市"),
        ("莱芜区", 2019, "济南市"),
        ("寿县", 2015, "六安市"),
        ("寿县", 2016, "淮南市"),
        ("仙桃市", 2020, "湖北省"),
        ("儋州市", 2012, "海南省"),
        ("儋州市", 2023, "海南省"),
        ("郭家店镇", 2019, "梨树县"),
    ],
)
def test_parents_of_the_year(place: str, year: int, parent: str) -> None:
    key = GAZETTEER.parent(the(place, year).key, year=year)
    assert key is not None
    assert GAZETTEER.division(key).name == parent


def test_a_place_keeps_its_key_through_moves_and_new_names() -> None:
    assert the("公主岭市", 2019) == the("公主岭市", 2021)
    assert the("九台市", 2013) == the("九台区", 2020)
    assert the("綦江县", 2010) == the("綦江区", 2012)
    assert the("星子县", 2015) == the("庐山市", 2017)
    assert the("庐山区", 2015) == the("濂溪区", 2017)
    assert [n.name for n in GAZETTEER.history("吉林省长春市九台区")] == ["九台市", "九台区"]
    assert [n.code for n in GAZETTEER.history("吉林省公主岭市")] == ["220381", "220184"]


def test_merged_places_are_nobodys_heirs() -> None:
    assert GAZETTEER.memberships("江苏省淮安市清浦区")[-1].last == 2016
    assert GAZETTEER.memberships("江苏省淮安市清江浦区")[0].first == 2017
    assert GAZETTEER.find("清江浦区", year=2015) == ()
    assert GAZETTEER.parent("山东省莱芜市", year=2019) is None


def test_same_names_stay_apart() -> None:
    assert [d.key for d in GAZETTEER.find("铁西区")] == [
        "辽宁省沈阳市铁西区",
        "辽宁省鞍山市铁西区",
        "吉林省四平市铁西区",
    ]
    assert the("巢湖市", 2010).level == "prefecture"
    assert [d.level for d in GAZETTEER.find("巢湖市", year=2011)] == ["prefecture", "county"]
    assert GAZETTEER.find("哈密市", year=2016)[0].level == "prefecture"
    assert the("巢湖市", 2015).level == "county"


@pytest.mark.parametrize(
    "name", ["四平市铁西区", "四平铁西区", "吉林省四平市铁西区", "220302", "220302000000", "吉林四平铁西"]
)
def test_paths_and_codes_settle_it(name: str) -> None:
    assert [d.key for d in GAZETTEER.find(name)] == ["吉林省四平市铁西区"]


def test_old_codes_and_reused_codes() -> None:
    assert [d.key for d in GAZETTEER.find("220381")] == ["吉林省公主岭市"]
    assert [d.key for d in GAZETTEER.find("500110", year=2010)] == ["重庆市万盛区"]
    assert [d.key for d in GAZETTEER.find("500110", year=2020)] == ["重庆市綦江区"]
    assert GAZETTEER.find("220322100000")[0].key == "吉林省梨树县梨树镇"


def test_around_and_inside() -> None:
    assert GAZETTEER.ancestors("吉林省梨树县", year=2024) == (SIPING, "吉林省", CHINA)
    assert set(GAZETTEER.children(SIPING, year=2024)) == {
        "吉林省四平市铁西区",
        "吉林省四平市铁东区",
        "吉林省梨树县",
        "吉林省伊通满族自治县",
        "吉林省双辽市",
    }
    assert "吉林省公主岭市" in GAZETTEER.children(SIPING, year=2020)
    assert "吉林省梨树县郭家店镇" in GAZETTEER.children("吉林省四平市铁西区", year=2026)
    assert len(GAZETTEER.children(CHINA, year=2024)) == 34
    assert GAZETTEER.within("吉林省公主岭市", SIPING, year=2020)
    assert not GAZETTEER.within("吉林省公主岭市", SIPING, year=2021)
    assert not GAZETTEER.within(SIPING, SIPING, year=2024)
    assert GAZETTEER.within("吉林省梨树县", "东北地区", year=2024)
    assert GAZETTEER.within("浙江省杭州市", "长三角", year=2024)
    assert not GAZETTEER.within(SIPING, "长三角", year=2024)


@pytest.mark.parametrize(
    ("name", "home", "year", "key"),
    [
        ("梨树", SIPING, 2024, "吉林省梨树县"),
        ("铁西", SIPING, 2024, "吉林省四平市铁西区"),
        ("铁西区", "辽宁省鞍山市", 2024, "辽宁省鞍山市铁西区"),
        ("铁西区", "辽宁省", 2024, None),
        ("铁西区", "吉林省白城市", 2024, None),
        ("伊通", SIPING, 2024, "吉林省伊通满族自治县"),
        ("伊通县", "吉林省", 2024, "吉林省伊通满族自治县"),
        ("延边", SIPING, 2024, "吉林省延边朝鲜族自治州"),
        ("延边州", "浙江省", 2024, "吉林省延边朝鲜族自治州"),
        ("前郭", "吉林省松原市", 2024, "吉林省前郭尔罗斯蒙古族自治县"),
        ("前郭县", "吉林省", 2024, "吉林省前郭尔罗斯蒙古族自治县"),
        ("吉林", SIPING, 2024, "吉林省"),
        ("吉林", "浙江省", 2024, "吉林省"),
        ("吉林", "吉林省吉林市", 2024, "吉林省吉林市"),
        ("吉林", None, 2024, "吉林省"),
        ("通化", "吉林省", 2024, "吉林省通化市"),
        ("通化县", "吉林省通化市", 2024, "吉林省通化县"),
        ("朝阳", CHANGCHUN, 2024, "吉林省长春市朝阳区"),
        ("朝阳", "辽宁省朝阳市", 2024, "辽宁省朝阳市"),
        ("朝阳", SIPING, 2024, None),
        ("西安", "吉林省辽源市", 2024, "陕西省西安市"),
        ("西安区", "吉林省辽源市", 2024, "吉林省辽源市西安区"),
        ("海南", "海南省", 2024, "海南省"),
        ("内蒙", SIPING, 2024, "内蒙古自治区"),
        ("毕节市", "贵州省", 2024, "贵州省毕节市"),
        ("襄樊", "湖北省", 2024, "湖北省襄阳市"),
        ("哈密市", "新疆维吾尔自治区哈密市", 2016, "新疆维吾尔自治区哈密市"),
        ("叶赫镇", SIPING, 2024, "吉林省四平市铁东区叶赫满族镇"),
        ("大湾区", SIPING, 2024, "粤港澳大湾区"),
        ("海参崴", SIPING, 2024, "符拉迪沃斯托克"),
        ("亚特兰蒂斯", SIPING, 2024, None),
        ("吉", SIPING, 2024, None),
    ],
)
def test_what_a_report_means(name: str, home: str | None, year: int, key: str | None) -> None:
    assert key_of(name, home, year) == key


def test_names_to_look_for() -> None:
    names = GAZETTEER.names(SIPING, 2024)
    assert names["梨树"] == names["梨树县"] == "吉林省梨树县"
    assert names["铁东"] == "吉林省四平市铁东区"
    assert names["叶赫满族镇"] == names["叶赫镇"]
    assert names["浙江"] == "浙江省"
    assert names["杭州"] == "浙江省杭州市"
    assert names["义乌"] == "浙江省义乌市"
    assert names["东北"] == "东北地区"
    for word in ("叶赫", "合作", "资源", "东方", "和平", "新城", "中国", "新城区", "海城市", "吉", "西安区"):
        assert word not in names, word
    assert "合作" not in GAZETTEER.names("甘肃省甘南藏族自治州", 2024)
    assert "合作市" in GAZETTEER.names("甘肃省甘南藏族自治州", 2024)
    assert "公主岭" in GAZETTEER.names(SIPING, 2019)


def test_names_agree_with_resolve() -> None:
    for home in (SIPING, "吉林省", "浙江省温州市"):
        for name, key in GAZETTEER.names(home, 2020).items():
            assert key_of(name, home, 2020) == key, name


def test_abbreviations() -> None:
    assert {c: GAZETTEER.abbreviation(c).name for c in "吉辽浙蒙黑港"} == {  # type: ignore[union-attr]
        "吉": "吉林省",
        "辽": "辽宁省",
        "浙": "浙江省",
        "蒙": "内蒙古自治区",
        "黑": "黑龙江省",
        "港": "香港特别行政区",
    }
    assert GAZETTEER.abbreviation("国") is None
    provinces = {d.key for k in GAZETTEER.keys() if (d := GAZETTEER.division(k)).level == "province"}  # noqa: SIM118
    chars = {
        row: GAZETTEER.abbreviation(row)
        for row in "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新港澳台"
    }
    assert {d.key for d in chars.values() if d} == provinces
    assert GAZETTEER.city_abbreviation("长", home=SIPING) == GAZETTEER.division(CHANGCHUN)
    assert GAZETTEER.city_abbreviation("长", home="湖南省株洲市") == GAZETTEER.division("湖南省长沙市")
    assert GAZETTEER.city_abbreviation("长", home="浙江省") is None
    assert GAZETTEER.country_abbreviation("俄") == GAZETTEER.division("俄罗斯")


def test_unknown_keys_raise() -> None:
    for call in (GAZETTEER.division, GAZETTEER.memberships, GAZETTEER.history, GAZETTEER.members):
        with pytest.raises(UnknownNameError, match="四平"):
            call("四平")
    with pytest.raises(UnknownNameError):
        GAZETTEER.children("四平", year=2024)
    with pytest.raises(UnknownNameError):
        GAZETTEER.resolve("梨树", home="四平", year=2024)


@given(st.text("吉林省四平市铁西区梨树县一0123", max_size=16), st.integers(1990, 2040))
def test_any_text_is_answered(text: str, year: int) -> None:
    found = GAZETTEER.find(text, year=year)
    assert set(found) <= set(GAZETTEER.find(text))
    meant = GAZETTEER.resolve(text, home=SIPING, year=year)
    assert meant is None or meant in GAZETTEER.find(text)


def test_every_place() -> None:
    places = rows("places.csv")
    assert Counter(p["level"] for p in places)["province"] == 34
    assert max(Counter(p["key"] for p in places).values()) == 1
    for place in places:
        assert re.fullmatch(r"\d{6}", place["code"]), place
        assert place["key"].endswith(place["name"]), place
        assert place["short"] == "" or 2 <= len(place["short"]) < len(place["name"]), place
        assert place["name"].startswith(place["short"]), place
        assert place["level"] in ("province", "prefecture", "county"), place
        assert place["kind"], place
        if place["longitude"]:
            assert 73 < float(place["longitude"]) < 136, place
            assert 3 < float(place["latitude"]) < 54, place
        if place["kind"] == "市辖区":
            parent = GAZETTEER.memberships(place["key"])[-1].parent
            assert place["key"] == parent + place["name"], place
    live = [p["code"] for p in places if GAZETTEER.history(p["key"])[-1].last is None]
    assert len(live) == len(set(live))


def test_every_membership_without_gap_or_overlap() -> None:
    keys = {p["key"]: p["level"] for p in rows("places.csv")}
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    above = {"county": ("prefecture", "province"), "prefecture": ("province",)}
    for row in rows("memberships.csv"):
        assert keys[row["parent"]] in above[keys[row["key"]]], row
        spans[row["key"]].append((int(row["first"]), int(row["last"] or 9999)))
        for year in (int(row["first"]), min(int(row["last"] or 2026), 2026)):
            if year >= int(row["first"]):
                assert GAZETTEER.ancestors(row["key"], year=year)[-1] == CHINA, row
    assert set(spans) == {key for key, level in keys.items() if level != "province"}
    for key, held in spans.items():
        assert held[0][0] >= 2010, key
        assert all(first <= last for first, last in held), key
        assert all(later[0] == earlier[1] + 1 for earlier, later in itertools.pairwise(held)), key


def test_every_former_name() -> None:
    former: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("names.csv"):
        former[row["key"]].append(row)
        assert re.fullmatch(r"\d{6}", row["code"]), row
        assert row["name"].startswith(row["short"]), row
    present = {p["key"]: p for p in rows("places.csv")}
    for key, named in former.items():
        history = [*named, {"name": present[key]["name"], "code": present[key]["code"]}]
        for one, other in itertools.pairwise(history):
            assert (one["name"], one["code"]) != (other["name"], other["code"]), key
        years = [(int(n["first"]), int(n["last"])) for n in named]
        assert years[0][0] == GAZETTEER.memberships(key)[0].first, key
        assert all(later[0] == earlier[1] + 1 for earlier, later in itertools.pairwise(years)), key


def test_every_township() -> None:
    townships = rows("townships.csv")
    counties = {p["key"] for p in rows("places.csv") if p["level"] == "county"}
    assert max(Counter((t["former"] or t["county"]) + t["name"] for t in townships).values()) == 1
    assert max(Counter(t["code"] for t in townships).values()) == 1
    for row in townships:
        assert {row["county"], row["former"] or row["county"]} <= counties, row
        assert re.fullmatch(r"(15|21|22|23)\d{10}", row["code"]), row
        assert row["name"][-1] in "乡镇道木", row
        assert bool(row["former"]) == bool(row["since"]), row
        assert row["code"][:6] == GAZETTEER.division(row["county"]).code, row


def test_authored_files_name_real_places() -> None:
    known = set(GAZETTEER.keys())
    for char, keys in GAZETTEER._abbreviations.cities.items():
        assert len(char) == 1
        assert set(keys) <= known, char
    assert set(GAZETTEER._abbreviations.provinces.values()) <= known
    for place in GAZETTEER._outer.values():
        assert set(place.members) <= known, place.name
        assert place.within is None or place.within in known, place.name
        assert place.level in ("country", "region", "bloc", "city"), place.name
    assert {form.key for forms in GAZETTEER._forms.values() for form in forms} <= known


def test_ambiguous_names_are_names() -> None:
    rules, forms = GAZETTEER._ambiguous, GAZETTEER._forms
    whole = {text for text, found in forms.items() if any(f.whole for f in found)} | set(GAZETTEER._townships)
    short = {text for text, found in forms.items() if any(not f.whole for f in found)}
    assert rules.never | rules.away | rules.far <= short
    assert rules.full_away | rules.full_never <= whole
    assert not rules.far & (rules.never | rules.away)
    known = set(forms) | set(GAZETTEER._townships)
    for decoy in rules.decoys:
        assert decoy not in known, decoy
        assert any(decoy[i:j] in known for i in range(len(decoy)) for j in range(i + 2, len(decoy) + 1)), (
            decoy
        )


def test_files_are_plain() -> None:
    for path in [*FOLDER.glob("*.csv"), DATA / "lexicons" / "Place.yml"]:
        content = path.read_bytes()
        assert b"\r" not in content, path
        assert not content.startswith(b"\xef\xbb\xbf"), path
        assert content.endswith(b"\n"), path
