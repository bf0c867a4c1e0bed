"""An extraction with its entities in; the report's named graph as sorted N-Quads lines out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from siping_kg.extract import Extraction
from siping_kg.graph import terms
from siping_kg.graph.run import Run
from siping_kg.graph.status import status_of
from siping_kg.graph.writer import Claim, GraphWriter
from siping_kg.model import Mention, Observation
from siping_kg.quantities import unit_iri
from siping_kg.resolve import Resolution, canonical_name, entity_iri
from siping_kg.vocabulary import DCTERMS, ID, KG, OA, PROV, QUDT, RDF, RDFS, SKOS, UNITS
from siping_kg.vocabulary import label as phase_label

__all__ = ["report_quads"]

_OF_ANOTHER = frozenset({"locatedIn", "partOf", "undertakenBy", "underPolicy"})


def _write_report(out: GraphWriter, place_iri: str) -> None:
    report, iri = out.report, out.graph
    out.add(iri, RDF.type, KG.Report)
    out.add(iri, DCTERMS.title, terms.text(report.title, "zh"))
    if report.issued:
        out.add(iri, DCTERMS.issued, terms.date(report.issued))
    out.add(iri, KG.reportYear, terms.year(report.year))
    out.add(iri, KG.yearNumber, terms.integer(report.year))
    out.add(iri, KG.place, place_iri)
    out.add(iri, KG.sha256, terms.text(report.sha256))
    out.add(iri, KG.text, terms.text(report.text))
    if report.given:
        out.add(iri, KG.given, terms.text(report.given))
    if out.named_in is not None:
        out.add(iri, KG.namedIn, out.passage(out.named_in))


def _write_run(out: GraphWriter, run: Run) -> None:
    iri = run.iri(base=out.base)
    out.add(out.graph, PROV.wasGeneratedBy, iri)
    out.add(iri, RDF.type, PROV.Activity)
    out.add(iri, RDFS.label, terms.text(run.label, "en"))


def _write_entities(out: GraphWriter) -> None:
    for entity in out.resolution.entities.values():
        out.describe(
            entity.iri,
            (RDF.type, KG[entity.kind]),
            (SKOS.prefLabel, terms.text(entity.label, "zh")),
            *((SKOS.altLabel, terms.text(form, "zh")) for form in entity.forms),
        )


def _write_definitions(out: GraphWriter) -> None:
    """What the report's own glossary says a thing of the report is, with the passage that says it."""
    called: dict[str, set[str]] = defaultdict(set)
    for entity in out.resolution.entities.values() if out.report.glossary else ():
        for name in (entity.label, *map(canonical_name, entity.forms)):
            called[name].add(entity.iri)
    for definition in out.report.glossary:
        said_in = definition.passage
        passages = enumerate(out.report.passages)
        passage = next(i for i, p in passages if p.text == said_in.text and p == said_in)
        for iri in called.get(canonical_name(definition.term), ()):
            out.add(iri, SKOS.definition, terms.text(definition.text, "zh"))
            out.add(iri, KG.mentionedIn, out.passage(passage))


def _write_phases(out: GraphWriter) -> None:
    """The phases that the report speaks of, with the words it says them in."""
    for project, phase, word in out.extraction.phases:
        if project not in out.resolution.iris:
            continue
        name = phase_label(KG[phase])
        out.add(KG[phase], SKOS.prefLabel, terms.text(name, "zh"))
        if word != name:
            out.add(KG[phase], SKOS.altLabel, terms.text(word, "zh"))


def _write_mention(out: GraphWriter, mention: Mention, entity: str) -> None:
    passage = out.report.passages[mention.passage]
    start, end = passage.offsets[mention.start], passage.offsets[mention.end - 1] + 1
    iri = f"{out.graph}/mention/{start}-{end}-{mention.kind.lower()}"
    quoted = out.passage(mention.passage)
    out.describe(
        iri,
        (RDF.type, KG.Mention),
        (KG.entity, entity),
        (KG.passage, quoted),
        (OA.start, terms.integer(start)),
        (OA.end, terms.integer(end)),
    )
    out.add(entity, KG.mentionedIn, quoted)


def _write_statement(out: GraphWriter, claim: Claim) -> None:
    """One statement; its IRI is a hash of what it says and where."""
    passages = [out.passage(index) for index in out.quoted(claim)]
    lead = out.report.passages[claim.passages[0]]
    iri = out.base + "statement/" + terms.hashed(claim.subject, claim.predicate, claim.object, *passages)
    out.add(claim.subject, KG[claim.predicate], claim.object)
    out.add(iri, RDF.type, KG.Statement, RDF.Statement)
    out.add(iri, RDF.subject, claim.subject)
    out.add(iri, RDF.predicate, KG[claim.predicate])
    out.add(iri, RDF.object, claim.object)
    out.add(iri, PROV.wasQuotedFrom, *passages)
    out.add(iri, KG.status, KG[status_of(out, claim)])
    out.year(iri, lead.year)
    out.add(iri, KG.rule, terms.text(claim.rule))
    if claim.role:
        out.add(iri, KG.role, terms.text(claim.role, "zh"))


def _claims(out: GraphWriter) -> Iterator[Claim]:
    iris = out.resolution.iris
    for link in out.extraction.links:
        if link.subject not in iris or link.object not in iris:
            continue  # an end that the overrides remove
        at = tuple(end.start for end in (link.subject, link.object) if end.passage == link.passages[0])
        claim = Claim(
            iris[link.subject], link.predicate, iris[link.object], link.passages, link.rule, link.role, at
        )
        yield claim
        if link.predicate == "cooperatesWith":
            yield replace(claim, subject=claim.object, object=claim.subject)
    for project, phase, _ in out.extraction.phases:
        if project in iris:
            yield Claim(
                iris[project], "phase", KG[phase], (project.passage,), "phase-verb", at=(project.start,)
            )


def _of_itself(out: GraphWriter, claim: Claim) -> bool:
    """Whether a claim ties a thing to itself, or to what has its name: 顺城开发区, a zone and a project."""
    if claim.subject == claim.object:
        return True
    ends = (out.resolution.entities.get(claim.subject), out.resolution.entities.get(claim.object))
    names = {end.label for end in ends if end}
    return claim.predicate in _OF_ANOTHER and all(ends) and len(names) == 1


def _write_statements(out: GraphWriter) -> None:
    """Each relation once a passage: where several rules find it, the first in reading order stands."""
    written: set[tuple[str, str, str, tuple[int, ...]]] = set()
    for claim in _claims(out):
        what = (claim.subject, claim.predicate, claim.object, claim.passages)
        if not _of_itself(out, claim) and what not in written:
            written.add(what)
            _write_statement(out, claim)


def _optional(figure: Observation) -> Iterator[tuple[str, str]]:
    """What a figure may have beside its value."""
    for predicate, value in (
        (KG.minValue, figure.min_value),
        (KG.maxValue, figure.max_value),
        (KG.baseValue, figure.base_value),
    ):
        if value is not None:
            yield predicate, terms.decimal(value)
    if figure.base_unit is not None:
        yield KG.baseUnit, terms.text(figure.base_unit)
    if figure.bound:
        yield KG.bound, terms.text(figure.bound)
    if figure.first_year is not None:
        yield KG.firstYear, terms.year(figure.first_year)


def _write_figure(out: GraphWriter, figure: Observation, place: str) -> None:
    passage = out.passage(figure.passage)
    at = out.report.passages[figure.passage].offsets[figure.start]
    label = canonical_name(figure.indicator)
    indicator = entity_iri("Indicator", label, None, base=out.base)
    out.add(indicator, RDF.type, KG.Indicator)
    out.add(indicator, SKOS.prefLabel, terms.text(label, "zh"))
    iri = terms.figure_iri(out.graph, at, label, figure.printed, base=out.base)
    out.describe(
        iri,
        (RDF.type, KG.Observation),
        (KG.indicator, indicator),
        (KG.value, terms.decimal(figure.value)),
        (KG.unit, terms.text(figure.unit)),
        (KG.printed, terms.text(figure.printed)),
        *_optional(figure),
        (QUDT.hasUnit, unit_iri(figure.unit) or UNITS.get(figure.base_unit or "", KG["unit-count"])),
        (KG.place, place),
        (KG.kind, KG[figure.kind.capitalize()]),
        (KG.status, KG[figure.status.capitalize()]),
        (PROV.wasQuotedFrom, passage),
    )
    out.year(iri, figure.year)
    if figure.about and (about := out.named.get((figure.passage, *figure.about))):
        out.add(iri, KG.about, about)


def report_quads(
    extraction: Extraction, resolution: Resolution, *, base: str = ID, run: Run | None = None
) -> list[str]:
    """Write a report's graph: sorted N-Quads lines without line ends, the same for the same input.

    With ``run``, the graph says what made it.
    """
    out = GraphWriter(extraction, resolution, base)
    place = resolution.iris[extraction.home]
    _write_report(out, place)
    if run:
        _write_run(out, run)
    _write_entities(out)
    _write_phases(out)
    _write_definitions(out)
    for mention in extraction.mentions:
        if entity := resolution.iris.get(mention):
            _write_mention(out, mention, entity)
    _write_statements(out)
    for figure in extraction.observations:
        _write_figure(out, figure, place)
    return out.lines()
