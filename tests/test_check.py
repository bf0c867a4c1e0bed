"""Every check and every shape catches the break written for it here, and a good graph passes them all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse

from siping_kg import check
from siping_kg.check import check_graph
from siping_kg.model import AuthoredFileError, UnknownNameError
from siping_kg.resources import ONTOLOGY
from siping_kg.vocabulary import ID, KG, PREFIXES, members

SMALL = Path(__file__).parent / "data" / "small.trig"
REPORT = f"{ID}report/四平市-2024"
GAZETTEER = f"{ID}graph/gazetteer"
LINKS = f"{ID}graph/links"
LEDGER = f"{ID}graph/ledger"
GRAPHS = [REPORT, f"{ID}report/长春市-2024", GAZETTEER, LINKS, LEDGER]
PROLOGUE = f"BASE <{ID}>\n" + "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())


def store(*updates: str) -> Store:
    small = Store()
    small.bulk_load(path=SMALL, format=RdfFormat.TRIG)
    for update in updates:
        small.update(PROLOGUE + update)
    return small


def without(kind: str, path: str) -> str:
    """Every thing of a kind loses its values."""
    return f"DELETE {{ GRAPH ?g {{ ?x {path} ?v }} }} WHERE {{ GRAPH ?g {{ ?x a {kind} ; {path} ?v }} }}"


def another(kind: str, path: str, value: str) -> str:
    """Every thing of a kind gets one more value."""
    return f"INSERT {{ GRAPH ?g {{ ?x {path} {value} }} }} WHERE {{ GRAPH ?g {{ ?x a {kind} }} }}"


def instead(kind: str, path: str, value: str) -> tuple[str, str]:
    """Every thing of a kind gets another value instead of its own."""
    return without(kind, path), another(kind, path, value)


def said(triple: str) -> str:
    """A triple more in the report of 四平市."""
    return f"INSERT DATA {{ GRAPH <report/四平市-2024> {{ {triple} }} }}"


COMPANY = "<company/吉林省四平市/世宝机械>"
PLACE = "<place/吉林省四平市>"
PERSON = "<person/吉林省四平市/陈德明>"
HONOUR = "<honour/国家食品安全示范城市>"
PASSAGE = "<report/四平市-2024/passage/0-19>"
WRONG = "<report/四平市-2024>"

# One break for each query under ontology/checks.
QUERY_BREAKS: dict[str, tuple[str, ...]] = {
    "blank-node": (said(f"{PLACE} skos:closeMatch [] "),),
    "cooperation-one-way": (said(f"{COMPANY} kg:cooperatesWith {PERSON}"),),
    "entity-without-class": (f"DELETE DATA {{ GRAPH <report/四平市-2024> {{ {PLACE} a kg:Place }} }}",),
    "entity-without-label": (
        f'DELETE DATA {{ GRAPH <report/四平市-2024> {{ {PLACE} skos:prefLabel "四平市"@zh }} }}',
    ),
    "figure-not-in-quote": instead("kg:Observation", "kg:printed", '"12345"'),
    "foreign-schema": (said(f'{PLACE} <http://schema.org/name> "四平市"'),),
    "link-across-classes": ("DELETE WHERE { GRAPH ?g { <company/吉林省长春市/顺邦农机> a kg:Company } }",),
    "promise-mismatched": (
        "DELETE { GRAPH ?g { ?x kg:yearNumber 2024 } } INSERT { GRAPH ?g { ?x kg:yearNumber 2023 } } "
        "WHERE { GRAPH ?g { ?x a kg:Promise } }",
    ),
    "link-unexplained": ("DELETE { GRAPH ?g { ?x a kg:Link } } WHERE { GRAPH ?g { ?x a kg:Link } }",),
    "mention-dangling": (without("kg:Mention", "kg:passage"),),
    "mention-outside-passage": instead("kg:Mention", "oa:end", "9999"),
    "preferred-label-differs": (
        f'DELETE DATA {{ GRAPH <graph/gazetteer> {{ {PLACE} skos:prefLabel "四平市"@zh }} }}',
        f'INSERT DATA {{ GRAPH <graph/gazetteer> {{ {PLACE} skos:prefLabel "四平"@zh }} }}',
    ),
    "quote-missing": (said("<statement/x> prov:wasQuotedFrom <report/x/passage/0-9>"),),
    "quote-not-in-text": instead("kg:Passage", "oa:exact", '"从未说过的话"'),
    "quote-too-long": instead("kg:Passage", "oa:exact", f'"{"长" * 401}"'),
    "relation-to-itself": (said(f"{PLACE} kg:locatedIn {PLACE}"),),
    "relation-without-statement": (said(f"{COMPANY} kg:locatedIn {PLACE}"),),
    "report-outside-its-graph": ("INSERT DATA { GRAPH <graph/gazetteer> { <report/x> a kg:Report } }",),
    "several-classes": (said(f"{COMPANY} a kg:Organization"),),
    "statement-without-relation": (
        "DELETE { GRAPH ?g { ?s kg:locatedIn ?o } } WHERE { GRAPH ?g { ?s kg:locatedIn ?o } }",
    ),
    "within-not-closed": (
        "DELETE DATA { GRAPH <graph/gazetteer> { <place/吉林省四平市梨树县> kg:within <place/中国> } }",
    ),
    "span-backwards": (another("kg:Observation", "kg:firstYear", '"2031"^^xsd:gYear'),),
    "year-number-differs": instead("kg:Statement", "kg:yearNumber", "1999"),
}


def exactly_one(kind: str, path: str, value: str) -> list[tuple[str, ...]]:
    """What breaks "exactly one": none, and one more."""
    return [(without(kind, path),), (another(kind, path, value),)]


def at_most_one(kind: str, path: str, *values: str) -> list[tuple[str, ...]]:
    return [tuple(another(kind, path, value) for value in values)]


def wrong(kind: str, path: str, *values: str) -> list[tuple[str, ...]]:
    """What breaks the type or form of a value."""
    return [instead(kind, path, value) for value in values]


# The breaks for each shape of ontology/siping.ttl: each alone must be caught by that shape.
SHAPE_BREAKS: dict[str, list[tuple[str, ...]]] = {
    "shape:entity-prefLabel": [
        (without("kg:Company", "skos:prefLabel"),),
        (another("kg:Company", "skos:prefLabel", '"另一名称"@zh'),),
        *wrong("kg:Honour", "skos:prefLabel", '""@zh'),
    ],
    "shape:entity-altLabel": wrong("kg:Place", "skos:altLabel", '""@zh', PLACE),
    "shape:entity-subject": [(said(f"{WRONG} kg:locatedIn {PLACE}"),), (said(f"{WRONG} kg:partOf {PLACE}"),)],
    "shape:place-identifier": wrong("kg:Place", "schema:identifier", '"2203"', '"四平市"'),
    "shape:report-title": [(without("kg:Report", "dcterms:title"),)],
    "shape:report-issued": at_most_one("kg:Report", "dcterms:issued", '"2024"', '"2025"'),
    "shape:passage-exact": [
        *exactly_one("kg:Passage", "oa:exact", '"另一段"'),
        *wrong("kg:Passage", "oa:exact", f'"{"长" * 401}"', '""', '"引文"@zh'),
    ],
    "shape:passage-start": [
        *exactly_one("kg:Passage", "oa:start", "1"),
        *wrong("kg:Passage", "oa:start", "99999", "-1", '"0"'),
    ],
    "shape:passage-end": [
        *exactly_one("kg:Passage", "oa:end", "99999"),
        *wrong("kg:Passage", "oa:end", '"9"'),
    ],
    "shape:passage-isPartOf": [
        *exactly_one("kg:Passage", "dcterms:isPartOf", "<report/x>"),
        *wrong("kg:Passage", "dcterms:isPartOf", PLACE),
    ],
    "shape:mention-start": [
        *exactly_one("kg:Mention", "oa:start", "1"),
        *wrong("kg:Mention", "oa:start", "99999", "-1", '"0"'),
    ],
    "shape:mention-end": [
        *exactly_one("kg:Mention", "oa:end", "99999"),
        *wrong("kg:Mention", "oa:end", '"9"'),
    ],
    "shape:involves-subject": [(said(f"{PERSON} kg:involves {PLACE}"),)],
    "shape:holdsPosition-subject": [(said(f"{PLACE} kg:holdsPosition {PLACE}"),)],
    "shape:statement-subject": [
        *exactly_one("kg:Statement", "rdf:subject", PERSON),
        *wrong("kg:Statement", "rdf:subject", WRONG),
    ],
    "shape:statement-predicate": [
        *exactly_one("kg:Statement", "rdf:predicate", "kg:partOf"),
        *wrong("kg:Statement", "rdf:predicate", "kg:within", "skos:broader"),
    ],
    "shape:statement-object": [
        *exactly_one("kg:Statement", "rdf:object", PERSON),
        *wrong("kg:Statement", "rdf:object", '"四平市"'),
    ],
    "shape:quote": [
        (without("kg:Statement", "prov:wasQuotedFrom"),),
        (without("kg:Observation", "prov:wasQuotedFrom"),),
        *wrong("kg:Observation", "prov:wasQuotedFrom", WRONG),
    ],
    "shape:observation-hasUnit": [
        (another("kg:Observation", "qudt:hasUnit", "unit:HA"),),
        *wrong("kg:Observation", "qudt:hasUnit", '"亩"'),
    ],
    "shape:indicator-prefLabel": [
        (without("kg:Indicator", "skos:prefLabel"),),
        (another("kg:Indicator", "skos:prefLabel", '"另一名称"@zh'),),
        *wrong("kg:Indicator", "skos:prefLabel", f'"{"长" * 25}"@zh', '""@zh'),
    ],
    "kg:reportYear": [
        *exactly_one("kg:Report", "kg:reportYear", '"1999"^^xsd:gYear'),
        *wrong("kg:Report", "kg:reportYear", "2024"),
    ],
    "kg:text": [*exactly_one("kg:Report", "kg:text", '"另一份"'), *wrong("kg:Report", "kg:text", '""', "1")],
    "kg:sha256": [
        *exactly_one("kg:Report", "kg:sha256", f'"{"0" * 64}"'),
        *wrong("kg:Report", "kg:sha256", '"abc"', f'"{"A" * 64}"'),
    ],
    "kg:given": [
        (said('<report/四平市-2024> kg:given "{}", "{} "'),),
        *wrong("kg:Report", "kg:given", '""', "1"),
    ],
    "kg:section": wrong("kg:Passage", "kg:section", '""', PLACE),
    "kg:entity": [
        *exactly_one("kg:Mention", "kg:entity", HONOUR),
        *wrong("kg:Mention", "kg:entity", WRONG, '"四平市"'),
    ],
    "kg:passage": [
        *exactly_one("kg:Mention", "kg:passage", PASSAGE),
        *wrong("kg:Mention", "kg:passage", WRONG),
    ],
    "kg:mentionedIn": wrong("kg:Place", "kg:mentionedIn", WRONG),
    "kg:locatedIn": [(said(f"{COMPANY} kg:locatedIn {HONOUR}"),)],
    "kg:undertakenBy": [(said(f"{COMPANY} kg:undertakenBy {PLACE}"),)],
    "kg:underPolicy": [(said(f"{COMPANY} kg:underPolicy {PLACE}"),)],
    "kg:involves": [(said(f"<policy/吉林省/长平一体化> kg:involves {WRONG}"),)],
    "kg:cooperatesWith": [(said(f"{COMPANY} kg:cooperatesWith {WRONG}"),)],
    "kg:receivedHonour": [(said(f"{COMPANY} kg:receivedHonour {PLACE}"),)],
    "kg:seeksHonour": [(said(f"{COMPANY} kg:seeksHonour {PLACE}"),)],
    "kg:inIndustry": [(said(f"{COMPANY} kg:inIndustry {PLACE}"),)],
    "kg:partOf": [(said(f"{COMPANY} kg:partOf {WRONG}"),)],
    "kg:holdsPosition": [(said(f"{PERSON} kg:holdsPosition {WRONG}"),)],
    "kg:phase": [(said(f"{COMPANY} kg:phase kg:Actual"),)],
    "kg:status": [
        *exactly_one("kg:Statement", "kg:status", "kg:Estimated"),
        *exactly_one("kg:Observation", "kg:status", "kg:Target"),
        *wrong("kg:Observation", "kg:status", "kg:Planned"),
    ],
    "kg:year": [
        *exactly_one("kg:Statement", "kg:year", '"1999"^^xsd:gYear'),
        *exactly_one("kg:Observation", "kg:year", '"1999"^^xsd:gYear'),
        *wrong("kg:Observation", "kg:year", "2024"),
    ],
    "kg:yearNumber": [
        *exactly_one("kg:Observation", "kg:yearNumber", "1999"),
        *wrong("kg:Observation", "kg:yearNumber", '"2024"'),
    ],
    "kg:rule": [
        *exactly_one("kg:Statement", "kg:rule", '"another"'),
        *wrong("kg:Statement", "kg:rule", '""', "1"),
    ],
    "kg:role": [
        *at_most_one("kg:Statement", "kg:role", '"市长"@zh', '"书记"@zh'),
        *wrong("kg:Statement", "kg:role", '""', PERSON),
    ],
    "kg:indicator": [
        *exactly_one("kg:Observation", "kg:indicator", "<indicator/总投资额>"),
        *wrong("kg:Observation", "kg:indicator", PLACE),
    ],
    "kg:value": [
        *exactly_one("kg:Observation", "kg:value", "9.9"),
        *wrong("kg:Observation", "kg:value", '"6"'),
    ],
    "kg:unit": [
        *exactly_one("kg:Observation", "kg:unit", '"吨"'),
        *wrong("kg:Observation", "kg:unit", "unit:HA"),
    ],
    "kg:printed": [
        *exactly_one("kg:Observation", "kg:printed", '"9"'),
        *wrong("kg:Observation", "kg:printed", '""', "9"),
    ],
    "kg:minValue": [
        *at_most_one("kg:Observation", "kg:minValue", "1.0", "2.0"),
        *wrong("kg:Observation", "kg:minValue", '"1"'),
        (another("kg:Observation", "kg:minValue", "3.0"), another("kg:Observation", "kg:maxValue", "2.0")),
    ],
    "kg:maxValue": [
        *at_most_one("kg:Observation", "kg:maxValue", "1.0", "2.0"),
        *wrong("kg:Observation", "kg:maxValue", '"1"'),
    ],
    "kg:baseValue": [
        (another("kg:Observation", "kg:baseValue", "9.9"),),
        *wrong("kg:Observation", "kg:baseValue", '"1"'),
    ],
    "kg:baseUnit": [
        (another("kg:Observation", "kg:baseUnit", '"吨"'),),
        *wrong("kg:Observation", "kg:baseUnit", "unit:HA"),
    ],
    "kg:bound": [
        *at_most_one("kg:Observation", "kg:bound", '">="', '"<="'),
        *wrong("kg:Observation", "kg:bound", '">"', '"以上"'),
    ],
    "kg:place": [
        *exactly_one("kg:Report", "kg:place", "<place/吉林省四平市梨树县>"),
        *exactly_one("kg:Observation", "kg:place", "<place/吉林省四平市梨树县>"),
        *wrong("kg:Observation", "kg:place", COMPANY),
    ],
    "kg:about": wrong("kg:Observation", "kg:about", "<indicator/总投资额>"),
    "kg:kind": [
        *exactly_one("kg:Observation", "kg:kind", "kg:Share"),
        *wrong("kg:Observation", "kg:kind", "kg:Actual"),
    ],
    "kg:within": wrong("kg:Place", "kg:within", COMPANY),
    "kg:member": [
        *exactly_one("kg:Membership", "kg:member", PLACE),
        *wrong("kg:Membership", "kg:member", COMPANY),
    ],
    "kg:memberOf": [
        *exactly_one("kg:Membership", "kg:memberOf", "<place/吉林省四平市梨树县>"),
        *wrong("kg:Membership", "kg:memberOf", COMPANY),
    ],
    "kg:firstYear": [
        (another("kg:Membership", "kg:firstYear", '"1900"^^xsd:gYear'),),
        *wrong("kg:Membership", "kg:firstYear", "1900"),
    ],
    "shape:observation-firstYear": [
        *at_most_one("kg:Observation", "kg:firstYear", '"2001"^^xsd:gYear', '"2002"^^xsd:gYear'),
        (another("kg:Observation", "kg:firstYear", "2001"),),
    ],
    "kg:lastYear": [
        *at_most_one("kg:Membership", "kg:lastYear", '"2030"^^xsd:gYear', '"2031"^^xsd:gYear'),
        *wrong("kg:Membership", "kg:lastYear", "2030"),
    ],
    "kg:linked": [
        (without("kg:Link", "kg:linked"),),
        (another("kg:Link", "kg:linked", COMPANY),),
        wrong("kg:DoubtfulLink", "kg:linked", '"甲"')[0],
    ],
    "kg:promised": [
        *exactly_one("kg:Promise", "kg:promised", "<observation/9beb34046e4d40be>"),
        *wrong("kg:Promise", "kg:promised", '"目标"'),
    ],
    "kg:outcome": [
        *at_most_one("kg:Promise", "kg:outcome", "<observation/9beb34046e4d40be>", PLACE),
        *wrong("kg:Promise", "kg:outcome", '"结果"'),
    ],
    "kg:before": [
        (another("kg:Promise", "kg:before", PLACE),),
        *wrong("kg:Promise", "kg:before", '"上年"'),
    ],
    "kg:verdict": [
        *exactly_one("kg:Promise", "kg:verdict", "kg:Met"),
        *wrong("kg:Promise", "kg:verdict", '"met"'),
    ],
    "kg:verdictReason": [
        *at_most_one("kg:Promise", "kg:verdictReason", '"口径不同"@zh', '"单位不同"@zh'),
        *wrong("kg:Promise", "kg:verdictReason", PLACE),
    ],
    "kg:reason": [
        *exactly_one("kg:Link", "kg:reason", "kg:OnlyOne"),
        *wrong("kg:DoubtfulLink", "kg:reason", '"同名"'),
    ],
}

OF_THE_GAZETTEER = {
    "kg:within",
    "kg:member",
    "kg:memberOf",
    "kg:firstYear",
    "kg:lastYear",
    "shape:place-identifier",
}
OF_THE_LINKS = {"kg:linked", "kg:reason"}
OF_THE_LEDGER = {"kg:promised", "kg:outcome", "kg:before", "kg:verdict", "kg:verdictReason"}


def shapes() -> set[str]:
    """Every shape that says something when it is broken."""
    quads = parse(path=ONTOLOGY / "siping.ttl", format=RdfFormat.TURTLE)
    messages = (q.subject.value for q in quads if q.predicate.value == "http://www.w3.org/ns/shacl#message")
    return {check._shortened(subject) for subject in messages}


def test_the_good_graph_passes():
    assert check_graph(store(), graphs=GRAPHS) == ()
    assert check_graph(store()) == ()
    assert check_graph(Store()) == ()


def test_every_check_has_its_break():
    found = {path.name.removesuffix("-violation.rq") for path in (ONTOLOGY / "checks").iterdir()}
    assert found == set(QUERY_BREAKS)


@pytest.mark.parametrize("name", sorted(QUERY_BREAKS))
def test_a_check_catches_its_break(name):
    findings = {finding.check: finding for finding in check_graph(store(*QUERY_BREAKS[name]), shapes=False)}
    assert findings[name].count >= 1
    assert re.search(r"[一-鿿]", findings[name].message)
    assert findings[name].focus.startswith(ID) or name == "blank-node"


def test_every_shape_has_its_breaks():
    assert shapes() == set(SHAPE_BREAKS)
    assert all(SHAPE_BREAKS.values())


@pytest.mark.parametrize(
    ("shape", "number"),
    [(shape, i) for shape, breaks in sorted(SHAPE_BREAKS.items()) for i in range(len(breaks))],
)
def test_a_shape_catches_its_break(shape, number):
    others = ((GAZETTEER, OF_THE_GAZETTEER), (LINKS, OF_THE_LINKS), (LEDGER, OF_THE_LEDGER))
    graph = next((graph for graph, own in others if shape in own), REPORT)
    broken = store(*SHAPE_BREAKS[shape][number])
    findings = {finding.check: finding for finding in check_graph(broken, graphs=[graph])}
    assert findings[shape].count >= 1
    assert re.search(r"[一-鿿]", findings[shape].message)
    assert findings[shape].focus.startswith(ID)


def test_a_finding_counts_what_broke_it():
    broken = store(without("kg:Observation", "kg:status"))
    (finding,) = check_graph(broken)
    assert finding.check == "kg:status"
    assert finding.count == 7
    assert finding.focus == min(
        row["x"].value for row in broken.query(PROLOGUE + "SELECT ?x { GRAPH ?g { ?x a kg:Observation } }")
    )


def test_blank_nodes_are_counted_but_not_named():
    (finding,) = check_graph(store(said('[] rdfs:label "甲" . [] rdfs:label "乙"')), shapes=False)
    assert (finding.focus, finding.count) == ("_:", 2)


def test_a_quote_may_keep_the_spaces_between_latin_words():
    """White space apart, a quote is the text at its place: RCEP：是Regional Comprehensive …."""
    text = "是Regional  Comprehensive协定。"
    right, wrong = "是Regional Comprehensive协定。", "是Regional Cooperation协定。"
    for words, checks in ((right, ()), (wrong, ("quote-not-in-text",))):
        spaced = store(
            *instead("kg:Report", "kg:text", f'"{text}"'),
            *(without("kg:Passage", path) for path in ("oa:exact", "oa:start", "oa:end")),
            said(f'{PASSAGE} oa:exact "{words}" ; oa:start 0 ; oa:end {len(text)}'),
        )
        found = {finding.check for finding in check_graph(spaced, shapes=False)}
        assert found & {"quote-not-in-text"} == set(checks)


def test_the_relations_in_the_queries_are_those_of_the_ontology():
    relations = {check._shortened(relation) for relation in members(KG.Relation)}
    for name in ("relation-without-statement", "relation-to-itself"):
        text = (ONTOLOGY / "checks" / f"{name}-violation.rq").read_text(encoding="utf-8")
        listed = re.search(r"VALUES \?relation \{([^}]*)\}", text)
        assert listed is not None
        assert relations <= set(listed[1].split())


def test_an_unknown_graph_raises():
    with pytest.raises(UnknownNameError, match="no such graph"):
        check_graph(store(), graphs=["https://example.org/none"])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# 坏\nSELEC ?focus {}", "is not SPARQL"),
        ("# 坏\nASK {}", r"\?focus"),
        ("# 坏\nSELECT * { ?s ?p ?o }", r"\?focus"),
    ],
)
def test_a_broken_check_names_its_file(tmp_path, monkeypatch, text, complaint):
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "bad-violation.rq").write_text(text, encoding="utf-8")
    monkeypatch.setattr(check, "ONTOLOGY", tmp_path)
    with pytest.raises(AuthoredFileError, match=rf"bad-violation\.rq: .*{complaint}"):
        check_graph(store(), shapes=False)
