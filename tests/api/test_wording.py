"""What the library says of a wrong query is said in Chinese: every rule of it, and every row of the table."""

from __future__ import annotations

import re

import pytest
from graphql import (
    ASTValidationRule,
    GraphQLSyntaxError,
    build_schema,
    execute_sync,
    parse,
    specified_rules,
    validate,
)

from schema import wording
from schema.telling import told
from schema.wording import SAYINGS, in_chinese

SCHEMA = build_schema("""
  directive @note(text: String!) on FIELD
  directive @defer(if: Boolean, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  directive @stream(if: Boolean, label: String, initialCount: Int) on FIELD
  interface Named { name: String }
  type Dog implements Named { name: String  bark(loud: Boolean): Int  pups: [Dog] }
  type Cat implements Named { name: String  meow: String  kin: Cat }
  union Pet = Dog | Cat
  enum Size { SMALL LARGE }
  input Where { size: Size!  ids: [ID!]  n: Int  x: Float  s: String  b: Boolean  deep: Where }
  input One @oneOf { a: String  b: String }
  type Query { pet: Pet  dog(where: Where, one: One, n: Int! = 1, must: Int): Dog  need(id: ID!): Dog  dogs: [Dog] }
  type Subscription { dog: Dog  cat: Cat }
""")

# rule of the library → queries that it refuses
WRONG: dict[str, tuple[str, ...]] = {
    "ExecutableDefinitionsRule": ("{ dog { name } } type T { a: Int }", "{ dog { name } } schema { query: Query }"),
    "KnownOperationTypesRule": ("mutation { dog { name } }",),
    "UniqueOperationNamesRule": ("query a { dog { name } } query a { dog { name } }",),
    "LoneAnonymousOperationRule": ("{ dog { name } } query a { dog { name } }",),
    "SingleFieldSubscriptionsRule": (
        "subscription { dog { name } cat { name } }",
        "subscription a { dog { name } cat { name } }",
        "subscription { __typename }",
        "subscription { dog @skip(if: true) { name } }",
    ),
    "KnownTypeNamesRule": ("query($w: Were) { dog { name } }", "query($w: Wher) { dog { name } }"),
    "FragmentsOnCompositeTypesRule": ("{ dog { ... on Size { name } } }", "fragment f on Int { name }"),
    "VariablesAreInputTypesRule": ("query($w: Dog) { dog { name } }",),
    "ScalarLeafsRule": ("{ dog }", "{ dog { name { a } } }"),
    "FieldsOnCorrectTypeRule": ("{ dogg { name } }", "{ pet { bark } }", "{ dog { zzzzzz } }"),
    "UniqueFragmentNamesRule": ("fragment f on Dog { name } fragment f on Dog { name }",),
    "KnownFragmentNamesRule": ("{ dog { ...f } }",),
    "NoUnusedFragmentsRule": ("{ dog { name } } fragment f on Dog { name }",),
    "PossibleFragmentSpreadsRule": (
        "{ dog { ... on Cat { name } } }",
        "{ dog { ...f } } fragment f on Cat { name }",
    ),
    "NoFragmentCyclesRule": (
        "fragment f on Dog { ...f }",
        "fragment f on Dog { ...g } fragment g on Dog { ...f }",
    ),
    "UniqueVariableNamesRule": ("query($a: Int, $a: Int) { dog { name } }",),
    "NoUndefinedVariablesRule": ("{ dog(n: $n) { name } }", "query q { dog(n: $n) { name } }"),
    "NoUnusedVariablesRule": ("query($a: Int) { dog { name } }", "query q($a: Int) { dog { name } }"),
    "KnownDirectivesRule": ("{ dog @nothing { name } }", "query @note(text: \"a\") { dog { name } }"),
    "UniqueDirectivesPerLocationRule": ("{ dog @skip(if: true) @skip(if: false) { name } }",),
    "DeferStreamDirectiveOnRootField": (
        "subscription { ... @defer { dog { name } } }",
        "subscription { dog @stream { name } }",
    ),
    "DeferStreamDirectiveOnValidOperationsRule": (
        "subscription { dog { ... @defer { name } } }",
        "subscription { dog { pups @stream { name } } }",
    ),
    "DeferStreamDirectiveLabel": (
        "query($l: String) { dog { ... @defer(label: $l) { name } } }",
        "{ dog { ... @defer(label: \"a\") { name } ... @defer(label: \"a\") { name } } }",
    ),
    "StreamDirectiveOnListField": ("{ dog @stream { name } }",),
    "KnownArgumentNamesRule": ("{ dog(wher: {}) { name } }", "{ dog @skip(iff: true, if: true) { name } }"),
    "UniqueArgumentNamesRule": ("{ dog(n: 1, n: 2) { name } }",),
    "ValuesOfCorrectTypeRule": (
        "{ dog(n: \"a\") { name } }",
        "{ dog(n: 99999999999) { name } }",
        "{ dog(n: null) { name } }",
        "{ dog(where: 1) { name } }",
        "{ dog(where: {}) { name } }",
        "{ dog(where: {size: SMALL, siz: 1}) { name } }",
        "{ dog(where: {size: SMALL, zzzzzz: 1}) { name } }",
        "{ dog(where: {size: SMAL}) { name } }",
        "{ dog(where: {size: \"SMALL\"}) { name } }",
        "{ dog(where: {size: SMALL, ids: [1.5]}) { name } }",
        "{ dog(where: {size: SMALL, x: \"a\"}) { name } }",
        "{ dog(where: {size: SMALL, s: 1}) { name } }",
        "{ dog(where: {size: SMALL, b: 1}) { name } }",
        "{ dog(one: {}) { name } }",
    ),
    "ProvidedRequiredArgumentsRule": ("{ need { name } }", "{ dog @note { name } }"),
    "VariablesInAllowedPositionRule": (
        "query($a: String) { dog(must: $a) { name } }",
        "query($a: String) { dog(one: {a: $a}) { name } }",
    ),
    "OverlappingFieldsCanBeMergedRule": (
        "{ dog { a: name a: bark } }",
        "{ dog { bark(loud: true) bark } }",
        "{ pet { ... on Dog { a: bark } ... on Cat { a: meow } } }",
        "{ a: dog { b: name } a: dog { b: bark } }",
        "{ dogs @stream { name } dogs { name } }",
    ),
    "UniqueInputFieldNamesRule": ("{ dog(where: {size: SMALL, size: LARGE}) { name } }",),
    "MaxIntrospectionDepthRule": ("{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }",),
}  # fmt: skip


def _said(rule: type[ASTValidationRule], query: str) -> list[str]:
    return [error.message for error in validate(SCHEMA, parse(query), [rule])]


def test_every_rule_of_the_library_has_queries_that_it_refuses() -> None:
    assert [rule.__name__ for rule in specified_rules] == list(WRONG)


@pytest.mark.parametrize("rule", specified_rules, ids=lambda rule: rule.__name__)
def test_what_a_rule_says_is_said_in_chinese(rule: type[ASTValidationRule]) -> None:
    for query in WRONG[rule.__name__]:
        said = _said(rule, query)
        assert said, query
        for english in said:
            _is_chinese(english)


def _is_chinese(english: str) -> None:
    """Beside the words of the query nothing is left in English."""
    ours = in_chinese(english)
    assert ours is not None, english
    left = set(re.findall(r"[a-z]{3,}", ours)) & {"the", "not", "cannot", "must", "value", "Field", "expected", "found", "because", "with", "conflict", "different"}  # fmt: skip
    assert not left, ours


VARIABLES: tuple[tuple[str, dict[str, object]], ...] = (
    ("query($n: Int!) { dog(n: $n) { name } }", {}),
    ("query($n: Int!) { dog(n: $n) { name } }", {"n": None}),
    ("query($n: Int!) { dog(n: $n) { name } }", {"n": 1.5}),
    ("query($n: Int!) { dog(n: $n) { name } }", {"n": 2**40}),
    ("query($w: Where) { dog(where: $w) { name } }", {"w": 1}),
    ("query($w: Where) { dog(where: $w) { name } }", {"w": {}}),
    ("query($w: Where) { dog(where: $w) { name } }", {"w": {"size": "SMAL"}}),
    ("query($w: Where) { dog(where: $w) { name } }", {"w": {"size": 1}}),
    ("query($w: Where) { dog(where: $w) { name } }", {"w": {"size": "SMALL", "siz": 1}}),
    ("query($w: Where) { dog(where: $w) { name } }", {"w": {"size": "SMALL", "deep": {"size": None}}}),
    ("query($w: Where) { dog(where: $w) { name } }", {"w": {"size": "SMALL", "ids": [[]]}}),
    ("query($w: Where) { dog(where: $w) { name } }", {"w": {"size": "SMALL", "x": "a"}}),
    ("query($w: Where) { dog(where: $w) { name } }", {"w": {"size": "SMALL", "s": 1}}),
    ("query($w: Where) { dog(where: $w) { name } }", {"w": {"size": "SMALL", "b": "a"}}),
    ("query($o: One) { dog(one: $o) { name } }", {"o": {}}),
    ("query($o: One) { dog(one: $o) { name } }", {"o": {"a": None}}),
)  # fmt: skip


@pytest.mark.parametrize(("query", "given"), VARIABLES, ids=str)
def test_wrong_variables_are_told_in_chinese(query: str, given: dict[str, object]) -> None:
    errors = execute_sync(SCHEMA, parse(query), variable_values=given).errors
    assert errors
    for error in errors:
        _is_chinese(error.message)
        assert "“$" in str(in_chinese(error.message)), "which variable it is"


NOT_A_QUERY = (
    "{", "{ dog(n: ) }", "{ dog } }", "query(", "{ dog(n: 01) }", "{ dog(n: 1.) }", "{ dog(n: .5) }", "{ a(b: 'c') }",
    '{ a(b: "c', '{ a(b: "\\q") }', '{ a(b: "\\uZZZZ") }', "{ a(b: \x07) }", "{ .. on Dog }", "{ a ? }", "query($a: Int = $b) { a }",
    '"""told""" { a }', '"told" { a }', "enum E { true }", '{ a(b: "\ud800") }', '{ a(b: """c""" d) }', "fragment on on Dog { a }",
)  # fmt: skip


@pytest.mark.parametrize("text", NOT_A_QUERY)
def test_what_is_no_query_is_told_in_chinese(text: str) -> None:
    with pytest.raises(GraphQLSyntaxError) as refused:
        parse(text)
    _is_chinese(refused.value.description)


def test_no_row_of_the_table_says_nothing() -> None:
    """Each English sentence fits its own row and no earlier one, and no blank gets lost."""
    for english, ours in SAYINGS:
        filled = english.format_map(_Blanks())
        said = in_chinese(filled)
        assert said is not None, english
        first = next(row for row in SAYINGS if wording._pattern(row[0]).fullmatch(filled))  # pyright: ignore[reportPrivateUsage]
        assert first == (english, ours)
        blanks = set(re.findall(r"\{(\w+)\}", english)) - {"unsaid"}
        assert set(re.findall(r"\{(\w+)\}", ours)) <= blanks


class _Blanks(dict[str, str]):
    def __missing__(self, blank: str) -> str:
        return "Name 'x'" if blank.endswith("_token") else blank


def test_what_somebody_sent_does_not_flood_the_sentence() -> None:
    flood = "x" * 100_000
    (error,) = validate(SCHEMA, parse(f'{{ dog(where: "{flood}") {{ name }} }}'))

    sentence = told(error, production=True).message
    assert "须为对象" in sentence
    assert len(sentence) < 300


def test_the_words_of_the_library_are_kept_for_developers() -> None:
    (error,) = validate(SCHEMA, parse("{ dogg { name } }"))

    here, there = (told(error, production=p) for p in (False, True))
    assert here.message == "查询不符合接口契约：类型“Query”没有字段“dogg”；您要的也许是 dog、dogs"
    assert there.message == "查询不符合接口契约：类型“Query”没有字段“dogg”"
    assert here.extensions == {"original": error.message}
    assert there.extensions == {"original": "Cannot query field 'dogg' on type 'Query'."}


def test_a_sentence_that_nobody_knew_is_told_as_such() -> None:
    (error,) = validate(SCHEMA, parse("{ dogg { name } }"))
    error.message = "Something new."

    assert told(error, production=True).message == "查询不符合接口契约：原文见 extensions.original"
