"""Patterns of awards, titles and ends by name: each found in its examples only, each used, each fault told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from siping_kg.extract import award_patterns, relations
from siping_kg.extract.relations import patterns as relation_patterns
from siping_kg.model import AuthoredFileError
from siping_kg.resources import PatternRule, named_rule, rules_by_name

RELATIONS = Path(relations.__file__).parent
AREAS = {
    "awards": (award_patterns, (RELATIONS.parent / "awards.py",)),
    "relations": (relation_patterns, (RELATIONS / "ends.py", RELATIONS / "honours.py")),
}
RULES = [
    pytest.param(area, rule, id=f"{area}:{rule.name}")
    for area, (module, _) in AREAS.items()
    for rule in module.pattern_rules()
]


@pytest.mark.parametrize(("area", "rule"), RULES)
def test_a_pattern_is_found_in_its_examples_only(area: str, rule: PatternRule) -> None:
    pattern = AREAS[area][0].pattern(rule.name)

    def found(words: str) -> bool:
        return any(match[0] for match in pattern.finditer(words))  # nothing is no find

    assert rule.examples
    assert rule.counter
    assert [words for words in rule.examples if not found(words)] == []
    assert [words for words in rule.counter if found(words)] == []


@pytest.mark.parametrize("area", AREAS)
def test_every_rule_is_used_and_every_pattern_is_a_rule(area: str) -> None:
    module, readers = AREAS[area]
    code = "".join(path.read_text("utf-8") for path in readers)
    names = {rule.name for rule in module.pattern_rules()}
    assert sorted(name for name in names if f'"{name}"' not in code) == []
    assert sorted(set(re.findall(r'\bpattern\(\s*"([^"]+)"', code)) - names) == []
    assert "re.compile(r" not in code
    assert not re.search(r"\bre\.(?:search|match|fullmatch|finditer|sub)\(", code)


def written(path: Path, *names: str, pattern: str = "称号") -> Path:
    lines = (
        f"- {{name: {name}, pattern: '{pattern}', examples: [称号], counter: [名单]}}\n" for name in names
    )
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_rules_come_from_several_files_in_order(tmp_path: Path) -> None:
    files = written(tmp_path / "one.yml", "b", "a"), written(tmp_path / "two.yml", "c")
    assert list(rules_by_name(*files)) == ["b", "a", "c"]
    assert named_rule("c", *files).compiled(files[1]).search("荣誉称号")


def test_faults_of_names_are_told(tmp_path: Path) -> None:
    one, two = written(tmp_path / "one.yml", "a"), written(tmp_path / "two.yml", "a")
    with pytest.raises(AuthoredFileError, match=r"two\.yml: rule 'a' stands there twice"):
        rules_by_name(one, two)
    with pytest.raises(AuthoredFileError, match=r"no rule 'b' in one\.yml; add it"):
        named_rule("b", one)


@pytest.mark.parametrize("words", ["award.nothing", "nothing.verbs"])
def test_words_that_no_relation_has_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    path = written(tmp_path / "marks.yml", words, pattern=f"{{{words}}}")
    monkeypatch.setattr(relation_patterns, "_FILES", (path,))
    with pytest.raises(AuthoredFileError, match=rf"no relations\*\.yml has words {re.escape(words)}"):
        relation_patterns.pattern(words)
