"""契约错误的中文: what the library says of a wrong query in English, in the words of the people who read it.

A row is a sentence of the library with its blanks, and ours with the same blanks. Blanks that hold what somebody sent
(``OPEN``) may hold anything; the others stand in quotation marks, or are names. The first row that fits is taken.
"""

from __future__ import annotations

import re
from functools import cache

# fmt: off
ASKED = (
    ("Cannot query field '{field}' on type '{type}'.",                        "类型“{type}”没有字段“{field}”"),
    ("Field '{field}' of type '{type}' must have a selection of subfields.",  "字段“{field}”（类型“{type}”）之后须写明选取其中的哪些字段"),
    ("Field '{field}' of type '{type}' must have at least one field selected.", "字段“{field}”（类型“{type}”）之内至少须选取一个字段"),
    ("Field '{field}' must not have a selection since type '{type}' has no subfields.", "字段“{field}”的类型“{type}”没有下级字段，不能再选取"),
    ("Unknown type '{type}'.",                                                "没有类型“{type}”"),
    ("Unknown argument '{argument}' on field '{field}'.",                     "字段“{field}”没有参数“{argument}”"),
    ("Unknown argument '{argument}' on directive '{directive}'.",             "指令“{directive}”没有参数“{argument}”"),
    ("Unknown argument '{argument}' on fragment '{fragment}'.",               "片段“{fragment}”没有参数“{argument}”"),
    ("Argument '{argument}' of type '{type}' is required, but it was not provided.", "缺少必填的参数“{argument}”（类型“{type}”）"),
    ("Argument '{argument}' of required type '{type}' was not provided.",     "缺少必填的参数“{argument}”（类型“{type}”）"),
    ("Fragment '{fragment}' argument '{argument}' of type '{type}' is required, but it was not provided.", "片段“{fragment}”缺少必填的参数“{argument}”（类型“{type}”）"),
    ("There can be only one argument named '{name}'.",                        "参数“{name}”只能给出一次"),
    ("There can be only one input field named '{name}'.",                     "“{name}”只能给出一次"),
    ("There can be only one operation named '{name}'.",                       "名为“{name}”的操作只能有一个"),
    ("There can be only one fragment named '{name}'.",                        "名为“{name}”的片段只能有一个"),
    ("There can be only one variable named '{name}'.",                        "变量“{name}”只能声明一次"),
    ("This anonymous operation must be the only defined operation.",          "没有名称的操作须是查询中唯一的操作"),
    ("The {operation} operation is not supported by the schema.",             "本接口不提供 {operation} 操作"),
    ("The {given} definition is not executable.",                             "查询中的定义 {given} 不能执行，只接受操作和片段"),
    ("Fields '{field}' conflict because {reason}. Use different aliases on the fields to fetch both if this was intentional.", "名称“{field}”之下的字段相互冲突（{reason}）；两者都要的，请各起别名"),
    ("Maximum introspection depth exceeded",                                  "内省嵌套过深"),
)
"""Fields, arguments and operations."""

CONFLICTS = (
    ("'{one}' and '{other}' are different fields",            "“{one}”和“{other}”是不同的字段"),
    ("they have differing arguments",                         "两处的参数不同"),
    ("they return conflicting types '{one}' and '{other}'",   "类型“{one}”和“{other}”不能并存"),
    ("they have overlapping stream directives{given}",        "两处的 stream 指令重叠"),
    ("subfields '{field}' conflict because {given}",          "其中的“{field}”等相互冲突"),
)
"""Why fields of one name conflict."""

FRAGMENTS = (
    ("Unknown fragment '{fragment}'.",                        "没有片段“{fragment}”"),
    ("Fragment '{fragment}' is never used.",                  "片段“{fragment}”没有用到"),
    ("Fragment cannot condition on non composite type '{type}'.", "片段不能以“{type}”为条件：它没有字段"),
    ("Fragment '{fragment}' cannot condition on non composite type '{type}'.", "片段“{fragment}”不能以“{type}”为条件：它没有字段"),
    ("Fragment cannot be spread here as objects of type '{parent}' can never be of type '{type}'.", "此处的对象是“{parent}”，不可能是片段所指的“{type}”"),
    ("Fragment '{fragment}' cannot be spread here as objects of type '{parent}' can never be of type '{type}'.", "此处的对象是“{parent}”，不可能是片段“{fragment}”所指的“{type}”"),
    ("Cannot spread fragment '{fragment}' within itself via {given}.", "片段“{fragment}”经由 {given} 引用了自己"),
    ("Cannot spread fragment '{fragment}' within itself.",    "片段“{fragment}”引用了自己"),
    ("Spreads '{fragment}' conflict because {given} have different fragment arguments.", "片段“{fragment}”在两处引用，参数不同"),
)

DIRECTIVES = (
    ("Unknown directive '{directive}'.",                      "没有指令“{directive}”"),
    ("Directive '{directive}' may not be used on {given}.",   "指令“{directive}”不能用在此处（{given}）"),
    ("The directive '{directive}' can only be used once at this location.", "指令“{directive}”在此处只能用一次"),
    ("{directive} directive cannot be used on root {operation} type '{type}'.", "指令 {directive} 不能用在 {operation} 的根类型“{type}”上"),
    ("{directive} directive not supported on subscription operations. {given}", "订阅不支持指令 {directive}"),
    ("{directive} directive label argument must be a static string.", "指令 {directive} 的 label 须为固定的文字"),
    ("Defer/Stream directive label argument must be unique.", "指令 defer、stream 的 label 不得重复"),
    ("Stream directive cannot be used on non-list field {given} on type '{type}'.", "指令 stream 只能用在列表上，“{type}”的 {given} 不是"),
    ("{given} must not use `@skip` or `@include` directives in the top level selection.", "订阅的根字段不能用 skip、include 指令（{given}）"),
    ("{given} must select only one top level field.",         "订阅只能选取一个根字段（{given}）"),
    ("{given} must select one top level field.",              "订阅须选取一个根字段（{given}）"),
    ("{given} must not select an introspection top level field.", "订阅不能选取内省的字段（{given}）"),
)
"""Directives and subscriptions."""

VARIABLES = (
    ("Variable '{name}' is not defined by operation '{operation}'.",  "操作“{operation}”没有声明变量“{name}”"),
    ("Variable '{name}' is not defined.",                             "没有声明变量“{name}”"),
    ("Variable '{name}' is never used in operation '{operation}'.",   "操作“{operation}”没有用到变量“{name}”"),
    ("Variable '{name}' is never used in fragment '{fragment}'.",     "片段“{fragment}”没有用到变量“{name}”"),
    ("Variable '{name}' is never used.",                              "没有用到变量“{name}”"),
    ("Variable '{name}' cannot be non-input type '{type}'.",          "变量“{name}”的类型“{type}”不能用作输入"),
    ("Variable '{name}' of type '{type}' used in position expecting type '{expected}'.", "变量“{name}”的类型是“{type}”，所用之处须为“{expected}”"),
    ("Variable '{name}' is of type '{type}' but must be non-nullable to be used for OneOf Input Object '{input}'.", "变量“{name}”（类型“{type}”）用于只取其一的“{input}”，须声明为非空"),
    ("Variable '{name}' has invalid value at {place}: {why}",         "变量“{name}”在 {place} 处的值不对：{why}"),
    ("Variable '{name}' has invalid value: {why}",                    "变量“{name}”的值不对：{why}"),
    ("Variable '{name}' has invalid default value at {place}: {why}", "变量“{name}”的默认值在 {place} 处不对：{why}"),
    ("Variable '{name}' has invalid default value: {why}",            "变量“{name}”的默认值不对：{why}"),
    ("Argument '{argument}' has invalid value at {place}: {why}",     "参数“{argument}”在 {place} 处的值不对：{why}"),
    ("Argument '{argument}' has invalid value: {why}",                "参数“{argument}”的值不对：{why}"),
    ("Variable values are nested too deeply.",                        "变量的值嵌套过深"),
    ("Too many errors processing variables, error limit reached. Execution aborted.", "变量的错误过多，不再逐一列出"),
)

VALUES = (
    ("Expected a value of non-null type '{type}' to be provided.",    "缺少“{type}”类型的值"),
    ("Expected value of non-null type '{type}' not to be None.",      "“{type}”类型的值不能为空"),
    ("Expected variable '{name}' provided to type '{type}' to provide a runtime value.", "变量“{name}”没有给出值，此处须有“{type}”类型的值"),
    ("Expected variable '{name}' provided to non-null type '{type}' not to be None.", "变量“{name}”为空，此处“{type}”类型的值不能为空"),
    ("Expected value of type '{type}' to be an object, found: {given}.", "“{type}”类型的值须为对象，现为 {given}"),
    ("Expected value of type '{type}' to include required field '{field}', found: {given}.", "“{type}”缺少必填的“{field}”，现为 {given}"),
    ("Expected value of type '{type}' not to include unknown field '{field}'. Found: {given}.", "“{type}”没有“{field}”，现为 {given}"),
    ("Expected value of type '{type}' not to include unknown field '{field}', found: {given}.", "“{type}”没有“{field}”，现为 {given}"),
    ("Expected value of type '{type}', but encountered error '{why}'; found: {given}.", "“{type}”类型的值不对：{why}"),
    ("Expected value of type '{type}', found: {given}.",              "须为“{type}”类型的值，现为 {given}"),
    ("Within OneOf Input Object type '{type}', exactly one field must be specified, and the value for that field must be non-null.", "“{type}”须恰好给出其中一项，且不为空"),
    ("Value '{given}' does not exist in '{type}' enum.",              "枚举“{type}”没有“{given}”"),
    ("Enum '{type}' cannot represent non-string value: {given}.",     "枚举“{type}”的值须为其名称，现为 {given}"),
    ("Enum '{type}' cannot represent non-enum value: {given}.",       "枚举“{type}”的值须直接写出名称，不加引号，现为 {given}"),
    ("Int cannot represent non-integer value: {given}",               "须为整数，现为 {given}"),
    ("Int cannot represent non 32-bit signed integer value: {given}", "须为 32 位以内的整数，现为 {given}"),
    ("Float cannot represent non numeric value: {given}",             "须为数字，现为 {given}"),
    ("String cannot represent a non string value: {given}",           "须为文字，现为 {given}"),
    ("Boolean cannot represent a non boolean value: {given}",         "须为 true 或者 false，现为 {given}"),
    ("ID cannot represent value: {given}",                            "须为编号，现为 {given}"),
    ("ID cannot represent a non-string and non-integer value: {given}", "须为编号，现为 {given}"),
    ('Value cannot represent a Date: "{given}". {unsaid}',            "须为日期，如 2024-01-31，现为“{given}”"),
    ('Value cannot represent a DateTime: "{given}". {unsaid}',        "须为日期和时刻，如 2024-01-31T09:00:00+08:00，现为“{given}”"),
    ("Too many validation errors, error limit reached. Validation aborted.", "错误过多，不再逐一列出"),
)

SYNTAX = (
    ("Expected {expected_token}, found {found_token}.",               "此处须为{expected_token}，现为{found_token}"),
    ("Unexpected variable '{name}' in constant value.",               "此处的值须固定，不能用变量“{name}”"),
    ("Unexpected description, {unsaid}",                              "此处不能写说明"),
    ("Unexpected character: {given}.",                                "不应出现字符 {given}"),
    ("Unexpected single quote character ('), {unsaid}",               "文字须用双引号，不能用单引号"),
    ("Unexpected '..', {unsaid}",                                     "不应出现“..”，展开片段用“...”"),
    ("Unexpected {found_token}.",                                     "不应出现{found_token}"),
    ("Invalid character: {given}.",                                   "字符 {given} 无效"),
    ("Invalid character within String: {given}.",                     "文字之内的字符 {given} 无效"),
    ("Invalid Unicode escape sequence: {given}.",                     "转义 {given} 无效"),
    ("Invalid character escape sequence: {given}.",                   "转义 {given} 无效"),
    ("Invalid number, unexpected digit after 0: {given}.",            "数字不能以 0 开头，0 之后是 {given}"),
    ("Invalid number, expected digit but got: {given}.",              "数字没有写完，其后是 {given}"),
    ("Invalid number, expected digit before '.'{unsaid}",             "小数点之前须有数字"),
    ("Unterminated string.",                                          "文字没有结尾的引号"),
    ("{found_token} is reserved and cannot be used for an enum value.", "{found_token}是保留字，不能用作枚举的值"),
    ("Document contains more than {given} tokens. Parsing aborted.",  "查询超过 {given} 个词"),
    ("Document contains more than {given} comments. Parsing aborted.", "查询的注释超过 {given} 条"),
    ("Source contains more than {given} code points. Parsing aborted.", "查询超过 {given} 个字符"),
    ("Document is nested too deeply. Parsing aborted.",               "查询嵌套过深"),
)
# fmt: on

SAYINGS = (*ASKED, *CONFLICTS, *FRAGMENTS, *DIRECTIVES, *VARIABLES, *VALUES, *SYNTAX)

OPEN = frozenset(
    {"given", "why", "reason", "place", "unsaid", "found_token", "expected_token", "operation"}
)
"""Blanks that may hold anything."""

SAYS_MORE = frozenset({"why", "reason"})
"""Blanks that hold a sentence of the library again."""

TOKENS = {
    "<EOF>": "查询的结尾",
    "<SOF>": "查询的开头",
    "Name": "名称",
    "Int": "整数",
    "Float": "小数",
    "String": "文字",
    "BlockString": "多行文字",
    "Comment": "注释",
}

LONGEST, SHORT = 500, 80
"""Characters of a sentence of the library that are read, and of what stands in a blank that are told."""

_BLANK = re.compile(r"\{(\w+)\}")
_HELP = re.compile(r"\.? ?Did you mean (.*?)\?", re.DOTALL)


def in_chinese(said: str, *, helped: bool = True) -> str | None:
    """A sentence of the library in Chinese; None where it is none that stands here.

    Args:
        helped: whether the names that it takes for meant are told.
    """
    message, names = without_help(said)
    found = _told(_shortened(message))
    if found is None or not (helped and names):
        return found
    return f"{found}；您要的也许是 {'、'.join(names)}"


def without_help(said: str) -> tuple[str, list[str]]:
    """A sentence of the library without the names that it takes for meant, and these names."""
    meant = _HELP.search(said)
    if meant is None:
        return said, []
    return _HELP.sub(".", said, count=1), re.findall(r"'([^']*)'", meant[1])


def _shortened(message: str) -> str:
    """What somebody sent stands in the middle of it."""
    half = LONGEST // 2
    return message if len(message) <= LONGEST else f"{message[:half]}…{message[-half:]}"


def _told(message: str) -> str | None:
    for pattern, ours in _patterns():
        if fits := pattern.fullmatch(message):
            return ours.format_map({n: _filled(n, text) for n, text in fits.groupdict().items()})
    return None


def _filled(blank: str, text: str) -> str:
    if blank in SAYS_MORE:
        return _told(text) or _cut(text)
    if blank.endswith("_token"):
        kind, _, value = text.partition(" ")
        return f"{TOKENS.get(kind, kind)}{' ' if value else ''}{_cut(value)}"
    return _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(english), ours) for english, ours in SAYINGS)


def _pattern(english: str) -> re.Pattern[str]:
    def blank(found: re.Match[str]) -> str:
        inside = ".*?" if found[1] in OPEN else "[^']+?"
        return f"(?P<{found[1]}>{inside})"

    literal = re.escape(english).replace(r"\{", "{").replace(r"\}", "}")
    return re.compile(_BLANK.sub(blank, literal), re.DOTALL)
