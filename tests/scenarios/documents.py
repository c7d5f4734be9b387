"""The GraphQL documents that the scenarios send."""

from __future__ import annotations

PROBLEM = "... on Problem { __typename message code }"

IMPACT = f"""
query($source: ID!, $first: Int = 200, $after: String) {{
  impact(source: $source, first: $first, after: $after) {{
    ... on Impact {{
      summary {{
        digest complete excluded
        items {{ key kind route grounds rules severity powerIds subItemId suggestions effective differences {{ element renewals {{ citationId unitIds }} }} }}
        tasks {{ kind rule role subject powerIds sentence }}
      }}
      hits {{ totalCount nodes {{ powerId powerName printed element survival outcome rules grounds route
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
    ... on Committed {{ runId digest created changed kept tasksOpened items {{ id }} }} {PROBLEM} }}
}}"""

REQUESTS = """
query($where: ItemWhere, $first: Int = 200) {
  requests(where: $where, first: $first) {
    totalCount
    nodes { id version state kind route grounds rules severity powerIds powerNames suggestions contentHash envelopeId
      effective actions decisions { action verdict actorId } }
  }
}"""

POWERS = """
query($where: PowerWhere, $after: String) {
  powers(where: $where, first: 200, after: $after) {
    totalCount nodes { id code name type listStatus version citations { id element printed provisions { place } } }
  }
}"""

EDITIONS = "{ listEditions { number digest title } }"

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
