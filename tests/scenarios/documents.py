"""The GraphQL documents that the scenarios send."""

from __future__ import annotations

PROBLEM = "... on Problem { __typename message code }"

IMPACT = f"""
query($source: ID!, $first: Int = 200, $after: String) {{
  impact(source: $source) {{
    ... on Impact {{
      digest complete excluded(first: 200) {{ totalCount }}
      items(first: 200) {{ nodes {{ key kind route grounds rules severity powerIds subItemId suggestions effective
        differences {{ element renewals {{ citationId unitIds }} }} }} }}
      tasks(first: 200) {{ nodes {{ kind rule role subject opinionsVersion powerIds sentence }} }}
      hits(first: $first, after: $after) {{ totalCount nodes {{ power {{ id name }} printed element survival outcome rules grounds route
        state {{ state changed now {{ place }} }} }} }}
    }} {PROBLEM} }}
}}"""

CORRESPONDENCES = """
query($version: ID!, $standing: Standing, $after: String) {
  correspondences(version: $version, standing: $standing, first: 200, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id version kind standing confidence method wholeId old { id place } new { id place } }
  }
}"""

CONFIRM = f"""
mutation($answers: [CorrespondenceAnswer!]!) {{
  confirmCorrespondence(answers: $answers) {{
    ... on Confirmed {{ correspondences {{ id standing kind }} }} {PROBLEM} }}
}}"""

COMMIT = f"""
mutation($source: ID!, $digest: String!, $id: String) {{
  commitImpact(source: $source, expectedDigest: $digest, clientMutationId: $id) {{
    ... on ImpactCommitted {{ runId digest created changed kept tasksOpened items {{ totalCount }} }} {PROBLEM} }}
}}"""

REQUESTS = """
query($where: ItemWhere, $first: Int = 200) {
  requests(where: $where, first: $first) {
    totalCount
    nodes { id version causeId state kind route grounds rules severity powerIds powers { name } suggestions contentHash envelopeId
      effective actions decisions { action verdict actorId } }
  }
}"""

POWERS = """
query($where: PowerWhere, $after: String) {
  powers(where: $where, first: 200, after: $after) {
    totalCount nodes { id code name type listStatus version groupsVersion
      citations { id version element printed provisions { place } } }
  }
}"""

EDITIONS = "{ listEditions { nodes { number digest title } } }"

STEP = "... on Acted { decisionId items { id version state } } " + PROBLEM

SUBMIT = f"""
mutation($items: [ChosenInput!]!) {{ submitRequest(items: $items) {{ {STEP} }} }}"""

ORG_REVIEW = f"""
mutation($items: [ChosenInput!]!, $verdict: Verdict = AGREE, $opinion: String = "") {{
  orgReview(items: $items, verdict: $verdict, opinion: $opinion) {{ {STEP} }} }}"""

LEGALITY_REVIEW = f"""
mutation($items: [ChosenInput!]!, $verdict: Verdict = AGREE, $opinion: String = "") {{
  legalityReview(items: $items, verdict: $verdict, opinion: $opinion) {{ {STEP} }} }}"""

SUBMIT_TO_GOV = f"""
mutation($items: [ChosenInput!]!) {{ submitToGov(items: $items) {{ {STEP} }} }}"""

GOV_DECIDE = f"""
mutation($items: [ChosenInput!]!, $verdict: Verdict = AGREE, $document: String!, $opinion: String = "") {{
  governmentDecide(items: $items, verdict: $verdict, document: $document, opinion: $opinion) {{ {STEP} }} }}"""

WITHDRAW = f"""
mutation($items: [ChosenInput!]!) {{ withdrawRequest(items: $items) {{ {STEP} }} }}"""

APPLY = f"""
mutation($items: [ToApplyInput!]!) {{
  applyRequest(items: $items) {{
    ... on Applied {{ edition results {{ id applied problem message item {{ state version }} }} }} {PROBLEM} }}
}}"""

EFFECT = "... on Effect { id version type standing sourceId effective provisionIds }"

RECORD_EFFECT = f"""
mutation($type: EffectType!, $instrument: ID!, $promulgated: Date!, $effective: Date!, $provisions: [ID!],
  $until: Date, $territory: String! = "", $source: ID, $replacedBy: ID, $affecting: ID, $id: String) {{
  recordEffect(type: $type, instrument: $instrument, promulgated: $promulgated, effective: $effective,
    provisions: $provisions, until: $until, territory: $territory, source: $source, replacedBy: $replacedBy,
    affecting: $affecting, clientMutationId: $id) {{ {EFFECT} {PROBLEM} }}
}}"""

CONFIRM_EFFECT = f"""
mutation($effect: ID!, $version: Int!, $grant: NewGrantInput) {{
  confirmEffect(effect: $effect, expectedVersion: $version, grant: $grant) {{ {EFFECT} {PROBLEM} }}
}}"""

CORRECT_EFFECT = f"""
mutation($effect: ID!, $version: Int!, $reason: String!, $effective: Date, $until: Date, $territory: String) {{
  correctEffect(effect: $effect, expectedVersion: $version, reason: $reason, effective: $effective,
    until: $until, territory: $territory) {{ {EFFECT} {PROBLEM} }}
}}"""

EFFECTS = "{ effects { nodes { id version type sourceId } } }"

REJECT_EFFECT = f"""
mutation($effect: ID!, $version: Int!) {{
  rejectEffect(effect: $effect, expectedVersion: $version, reason: "公报更正") {{ {EFFECT} {PROBLEM} }}
}}"""

PROVISIONS = """
query($version: ID!, $place: String) {
  node(id: $version) { ... on TextVersion {
    provisions(place: $place, first: 200) { nodes { id provisionId place text functionsVersion opinionsVersion } } } }
}"""

OBLIGATIONS = """
query($states: [ObligationState!]) {
  obligations(states: $states, first: 200) {
    nodes { id holderId powerIds kind grounds effective state itemId } }
}"""

SURVIVING = f"""
query($power: ID!, $on: Date) {{
  survivingBases(power: $power, on: $on) {{
    ... on Judgement {{ survival legalStatus doubtful readingsDiffer waitsFor
      citations {{ citationId state changed partly now {{ place }} }} }} {PROBLEM} }}
}}"""

OPINION = f"""
mutation($rule: String!, $subject: ID!, $finding: LegalFinding!, $power: ID, $version: Int!) {{
  recordLegalOpinion(rule: $rule, subject: $subject, finding: $finding, power: $power, document: "青法意〔2024〕1号",
    text: "经审查，意见如上。", expectedVersion: $version) {{ ... on Done {{ id }} {PROBLEM} }}
}}"""

OPINIONS_ON = "query($id: ID!) { node(id: $id) { ... on Instrument { opinionsVersion } ... on Power { opinionsVersion } } }"

LINK = f"""
mutation($citation: ID!, $units: [ID!]!, $version: Int!) {{
  linkCitation(citation: $citation, units: $units, expectedVersion: $version) {{ ... on Done {{ id }} {PROBLEM} }} }}"""

CONFIRM_FUNCTION = f"""
mutation($provision: ID!, $function: CitationFunction!, $version: Int!) {{
  confirmProvisionFunction(provision: $provision, powerType: PENALTY, function: $function, expectedVersion: $version) {{
    ... on Done {{ id }} {PROBLEM} }} }}"""

VERIFY = "{ verifyAudit { ... on AuditVerdict { intact } " + PROBLEM + " } }"

LINK_PARENT = f"""
mutation($child: ID!, $parent: ID!) {{
  linkParent(child: $child, parent: $parent) {{ ... on ParentLinked {{ childId parentId }} {PROBLEM} }}
}}"""

CONFIRM_GROUPS = f"""
mutation($power: ID!, $groups: [GroupedInput!]!, $version: Int!) {{
  confirmBasisGroups(power: $power, groups: $groups, expectedVersion: $version) {{ ... on Done {{ id }} {PROBLEM} }}
}}"""
