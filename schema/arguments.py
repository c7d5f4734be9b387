"""参数和标量的说明: every argument of the API in Chinese, in one table, since the same word means the same everywhere.

A field whose argument means something of its own stands in ``OWN``. A test refuses an argument without a description.
"""

from __future__ import annotations

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
)

DEFINITION = "strawberry-definition"

# fmt: off
TERMS: dict[str, str] = {
    "affecting": "使其受影响的法规或条款，如抵触时的上位法",
    "after": "从这个游标之后开始；空为第一页",
    "answers": "逐条的答复",
    "assignments": "各职权及其承接机构",
    "articles_only": "是否只要条一级的对应",
    "assessment": "支持评估",
    "authority": "依据的文件",
    "axis": "法律轴或清单轴",
    "cause": "变动来源",
    "child": "下位的法规或条款",
    "citation": "引用",
    "client_mutation_id": "客户端操作编号；同一编号重发，结果与第一次相同，不会办理两次",
    "code": "机构代码",
    "confidence": "把握程度不低于，0 至 1",
    "content": "文件内容，Base64 编码",
    "correspondence": "新旧对应",
    "days": "今后多少天之内",
    "decided": "决定日期",
    "decision": "修改决定的名称",
    "document": "文件名称或文号",
    "dry_run": "试运行：只说明将会怎样，不写入",
    "effect": "效力事件",
    "effective": "生效或施行日期",
    "event": "并入的同日机构改革；不填为另立",
    "expected_digest": "模拟时得到的方案摘要值",
    "expected_version": "您看到的版本号",
    "finding": "认定",
    "first": "每页条数，1 至 200",
    "from_edition": "从第几版起比较；0 为编制之前",
    "from_version": "从职权的第几个版本起比较",
    "function": "引用功能",
    "grant": "新设职权：条款授予了什么",
    "groups": "各引用的功能与依据组",
    "holders": "部门；不填为您可见的全部",
    "id": "编号",
    "instrument": "法规",
    "intake": "导入批次",
    "intakes": "导入批次；不填为全部待编制的",
    "issuer": "制定机关",
    "item": "调整事项",
    "items": "选定的事项",
    "kind": "类别",
    "kinds": "种类；不填为全部",
    "known_after": "后一次按第几条办理记录之后所知；不填为现在所知",
    "known_at": "按第几条办理记录之后所知；不填为现在所知",
    "level": "决定机关的层级",
    "known_before": "前一次按第几条办理记录之后所知",
    "min_confidence": "把握程度不低于，0 至 1",
    "name": "名称",
    "note": "说明",
    "order": "排序",
    "of": "条款文本或法规的编号",
    "as_of": "哪一天；不填为今天",
    "court": "诉讼法院",
    "found": "核对结果：在不在目录",
    "last_article": "全文最后一条的条号，用以核对文本是否完整；不填为不核对",
    "review": "复议机关",
    "since": "自哪一天起",
    "task": "待办",
    "number": "文号",
    "only_open": "是否只要仍在持续的",
    "on": "日期；不填为今天",
    "on_behalf": "是否由编办代为提出",
    "opinion": "意见",
    "organ": "机构",
    "own": "是否本区制定的规范性文件",
    "parent": "上位的法规或条款",
    "place": "位置，如 12-1¶2(3)；不填为全部",
    "power": "职权",
    "other": "另一项职权",
    "pieces": "各项机构变动",
    "powers": "职权",
    "power_type": "职权类型",
    "promulgated": "公布日期；不填则取自文本题注",
    "provision": "条款自身的编号",
    "provisions": "所影响的条款；不填为整部法规",
    "rank": "效力层级",
    "reason": "理由",
    "replaced_by": "替代它的文本",
    "replacements": "改写的要素及其文字",
    "role": "角色",
    "routes": "办理路径；不填为全部",
    "rule": "所答复的规则行",
    "route": "办理路径；不填为全部",
    "same": "是否同一职权",
    "skip_bad_rows": "是否略去错误行；默认有错误行即全部不导入",
    "source": "变动来源",
    "standing": "确认状态；不填为全部",
    "states": "状态；不填为全部",
    "sub_item": "子项；不填为职权本身",
    "subject": "对象：所答复的条款、法规或引用的编号",
    "support": "是否仍支持",
    "table": "哪一张决策表；不填为全部",
    "survivor": "认定为同一时保留的职权；不填由方案确定",
    "territory": "适用地域的行政区划代码；空为全国",
    "text": "文字",
    "title": "名称",
    "to_edition": "比较到第几版",
    "to_version": "比较到职权的第几个版本",
    "type": "种类",
    "units": "所引的条款文本",
    "until": "止（当日不再有效）",
    "user": "用户编号",
    "valid_at": "法律上的哪一天；不填为今天",
    "valid_from": "起（当日有效）",
    "valid_to": "止（当日不再有效）；不填为至今",
    "verdict": "处理意见",
    "version": "文本版本",
    "where": "筛选；不填为全部",
}
"""By the Python name of the argument."""

OWN: dict[tuple[str, str], str] = {
    ("commit_impact", "known_at"): "模拟时得到的 knownAt；填写的，方案已变时指出差异",
    ("commit_reorganization", "known_at"): "模拟时得到的 knownAt；填写的，方案已变时指出差异",
    ("power_holders", "on"): "日期；不填为全部各段",
    ("set_handover", "on"): "交接日",
    ("record_org_change", "title"): "决定文件的名称",
    ("record_org_change", "effective"): "改革之日",
    ("aliases", "on"): "哪一天有效；不填为历来全部",
    ("aliases", "organ"): "哪个机构；不填为全部",
    ("aliases", "text"): "名称中的文字；不填为全部",
    ("compile_list_edition", "on"): "清单的日期",
    ("compile_list_edition", "title"): "版次名称",
    ("import_list_edition", "name"): "文件名",
    ("import_list_edition", "level"): "清单的层级；不填为多数行所写的层级，其他层级的行不属于本清单",
    ("import_list_edition", "on"): "清单的日期，引用按当日有效的文本关联",
    ("instruments", "text"): "名称中的文字；不填为全部",
    ("explain", "item"): "所说明的事项；不填则须指明职权和变动来源",
    ("explain", "on"): "判断的日期；不填为变动的生效日",
    ("impact", "on"): "按哪一天查看：当日的清单、法律和行使主体；不填为各行各按其生效日，即拟提交的方案",
    ("impact_runs", "cause"): "变动来源；不填为全部",
    ("envelopes", "cause"): "变动来源；不填为全部",
    ("list_edition", "number"): "第几版",
    ("org_units", "kind"): "机构类别；不填为全部",
    ("org_units", "text"): "名称中的文字；不填为全部",
    ("record_text", "name"): "文件名",
    ("record_text", "text"): "法规全文，一段一行；与文件择一",
    ("record_text", "content"): "法规文件（.docx、.md、.txt，UTF-8 或 GB18030），Base64 编码；与全文择一",
    ("record_legal_opinion", "text"): "意见全文",
    ("bind_role", "expected_version"): "所替换的前次绑定的版本号，即机构沿革中同一起始日期的该角色的 version；没有前次的为 0",
    ("record_legal_opinion", "expected_version"): "您看到的版本号，即对象的 opinionsVersion；填了职权的，与该职权的 opinionsVersion 取较大者",
    ("submit_cleanup_opinion", "expected_version"): "您看到的版本号，即任务的 opinionsVersion",
    ("record_effect", "decision"): "所依决定的名称",
    ("unlinked_citations", "reason"): "未能关联的原因；不填为全部",
    ("register_user", "name"): "姓名",
    ("register_user", "organ"): "任职的机构",
}
"""By (field, argument), both by their Python names."""
# fmt: on


SCALARS = {
    "ID": "编号，以种类开头，如 power:12-3",
    "String": "文字",
    "Int": "整数，32 位以内",
    "Float": "数字，可有小数",
    "Boolean": "是（true）或者否（false）",
    "Date": "日期，如 2024-01-31",
    "DateTime": "日期和时刻，附时区，如 2024-01-31T09:00:00+08:00",
    "JSON": "任意的 JSON 值",
}
"""标量: what the library describes in English."""


def describe_scalars(schema: GraphQLSchema) -> None:
    """Give every scalar its description."""
    for name, told in SCALARS.items():
        schema.type_map[name].description = told


def describe_arguments(schema: GraphQLSchema) -> None:
    """Give every argument of every field its description; one that says its own keeps it."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType):
            for field in type_.fields.values():
                for argument in field.args.values():
                    argument.description = argument.description or _told(field, argument)


def _told(field: GraphQLField, argument: GraphQLArgument) -> str | None:
    name, own = (part.extensions.get(DEFINITION) for part in (argument, field))
    if name is None or own is None:
        return None  # the library's own: introspection, directives
    return OWN.get((own.python_name, name.python_name)) or TERMS.get(name.python_name)
