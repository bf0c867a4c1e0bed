"""The ontology as authored, and the closed namespaces made from it."""

from __future__ import annotations

import re
import subprocess
import sys
from fractions import Fraction

import pytest
import yaml
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse
from rdflib import Graph

from siping_kg import vocabulary
from siping_kg.model import CORE_CLASSES, RELATIONS
from siping_kg.resources import DATA, ONTOLOGY
from siping_kg.vocabulary import (
    ID,
    KG,
    PREFIXES,
    QUDT,
    RDF,
    SCHEMA,
    UNITS,
    Namespace,
    comment,
    label,
    members,
)

FILES = [ONTOLOGY / "siping.ttl", ONTOLOGY / "alignments.ttl"]

# DESIGN section 3, word for word.
PUBLIC_NAMES = """
    Place Zone Facility Company Organization Project Policy Industry Honour Event Person Product
    Report Passage Mention Statement Observation Indicator Membership
    locatedIn undertakenBy underPolicy involves cooperatesWith receivedHonour inIndustry partOf holdsPosition
    seeksHonour within phase role rule status Actual Estimated Target year yearNumber
    indicator value unit printed minValue maxValue baseValue baseUnit bound place kind about
    Level Growth Count Share Rank Money entity passage mentionedIn reportYear text
"""


def triples(path) -> list[Triple]:
    return [quad.triple for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_parsers_read_the_same_triples(path):
    assert len(set(triples(path))) == len(Graph().parse(path, format="turtle")) > 50


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_blank_nodes(path):
    assert not [
        t for t in triples(path) if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)
    ]


@pytest.mark.parametrize(
    "path", [*sorted(ONTOLOGY.rglob("*.ttl")), *sorted(ONTOLOGY.rglob("*.rq"))], ids=lambda path: path.name
)
def test_schema_org_is_https(path):
    text = path.read_text(encoding="utf-8")
    if path.name == "foreign-schema-violation.rq":
        text = text.replace('"http://schema.org/"', "")
    assert "http://schema.org" not in re.sub(r"^#.*", "", text, flags=re.MULTILINE)


def test_schema_namespace_is_https():
    assert SCHEMA.iri == PREFIXES["schema"] == "https://schema.org/"


@pytest.mark.parametrize("name", PUBLIC_NAMES.split())
def test_public_names_are_there(name):
    assert KG[name] == f"https://w3id.org/siping-kg/ontology#{name}"


@pytest.mark.parametrize("name", list(KG))
def test_every_term_is_labelled_and_explained_in_both_languages(name):
    for text in (label, comment):
        assert re.search(r"[一-鿿]", text(KG[name]))
        assert re.match(r"[A-Za-z>]", text(KG[name], "en"))


def test_every_own_name_used_in_the_files_is_declared():
    used = {
        term.value.removeprefix(KG.iri)
        for path in FILES
        for triple in triples(path)
        for term in triple
        if isinstance(term, NamedNode) and term.value.startswith(KG.iri)
    }
    assert used == set(KG)


def test_members_stand_in_the_order_of_the_design():
    assert members(KG.CoreClass) == tuple(KG[name] for name in CORE_CLASSES)
    assert {label(term) for term in members(KG.Phase)} == {"谋划", "签约", "开工", "在建", "竣工"}
    assert [label(term) for term in members(KG.Status)] == ["已实现", "预计", "目标"]
    assert set(members(KG.Relation)) == {KG[name] for name in RELATIONS} | {KG.phase}


def test_labels_are_told_apart():
    for kind in (KG.CoreClass, KG.Relation, KG.Phase, KG.Status, KG.Kind, KG.PolicyType):
        for language in ("zh", "en"):
            names = [label(term, language) for term in members(kind)]
            assert len(set(names)) == len(names)


def test_units_minted_in_the_data_are_declared_with_the_same_conversion():
    unit, scale, factor = PREFIXES["unit"], NamedNode(QUDT.scalingOf), NamedNode(QUDT.conversionMultiplier)
    declared = {(t.subject.value, t.predicate): t.object.value for t in triples(FILES[0])}
    minted = [
        line for line in yaml.safe_load((DATA / "units.yml").read_text("utf-8"))["units"] if "to" in line
    ]
    assert len(minted) > 5
    for line in minted:
        iri = UNITS[line["names"][0]]
        assert declared[iri, scale] == unit + line["to"], line
        expected = Fraction(line.get("to_factor", "1"))
        assert float(declared[iri, factor]) == pytest.approx(float(expected)), line


def test_minted_units_are_found_by_their_chinese_name():
    assert UNITS["亩"] == KG["unit-mu"]
    assert UNITS["户"] == KG["unit-household"]
    assert set(UNITS.values()) == {KG[name] for name in KG if name.startswith("unit-")}


def test_a_misspelt_term_raises():
    with pytest.raises(AttributeError, match="'Plaec'"):
        KG.Plaec  # noqa: B018
    with pytest.raises(KeyError, match="'Plaec'"):
        KG["Plaec"]
    with pytest.raises(AttributeError, match=re.escape(RDF.iri)):
        RDF.Type  # noqa: B018
    with pytest.raises(KeyError, match="unknown"):
        label("https://w3id.org/siping-kg/ontology#unknown")
    with pytest.raises(KeyError, match="'fr'"):
        label(KG.Place, "fr")
    with pytest.raises(KeyError, match="kind"):
        members(KG.Place)


def test_terms_are_plain_strings():
    assert type(KG.Place) is str
    assert KG["unit-mu"] == KG.iri + "unit-mu"
    assert "Place" in KG
    assert "Plaec" not in KG
    assert list(Namespace("x:", frozenset({"b", "a"}))) == ["a", "b"]


def test_no_term_is_hidden_by_a_field_of_the_namespace():
    spaces = [space for space in vars(vocabulary).values() if isinstance(space, Namespace)]
    assert len(spaces) == 14
    for space in spaces:
        assert not {name for name in space if hasattr(Namespace, name)}


def test_prefixes_cover_every_namespace():
    spaces = {space.iri for space in vars(vocabulary).values() if isinstance(space, Namespace)}
    assert spaces < set(PREFIXES.values())
    assert PREFIXES["id"] == ID


def test_rdflib_is_not_imported():
    code = "import sys, siping_kg.vocabulary; sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_broken_ontology_names_file_and_line(tmp_path, monkeypatch):
    monkeypatch.setattr(vocabulary, "ONTOLOGY", tmp_path)
    with pytest.raises(vocabulary.AuthoredFileError, match=r"siping\.ttl: cannot be read"):
        vocabulary._terms()
    (tmp_path / "siping.ttl").write_text("@prefix kg: <x:> .\nkg:a kg:b\n", encoding="utf-8")
    with pytest.raises(vocabulary.AuthoredFileError, match=r"siping\.ttl: line \d+: is not Turtle"):
        vocabulary._terms()
