// What the peer knows of the graph, and the hand-written Cypher of its quickest form.

const CARD = `{id: p.id, code: p.code, name: v.name, type: v.type, listStatus: v.status, holder: {name: o.name},
  citations: COLLECT { MATCH (v)-[h:HAS_ELEMENT]->(:Element)-[:CITES]->(c:Citation)
    OPTIONAL MATCH (c)-[:LINKED]->(l:Link) WHERE l.superseded IS NULL
    RETURN {element: c.element, printed: c.printed, provisions: COLLECT {
      UNWIND l.units AS unit MATCH (u:ProvisionVersion {id: unit}) RETURN u {.id, .place, .text} }}
    ORDER BY h.order, c.order },
  openItems: COLLECT { MATCH (p)<-[:CONCERNS]-(i:Item) WHERE NOT i.state IN $closed
    RETURN i {.id, .kind, .route, .state, effective: toString(i.effective)} ORDER BY i.sequence }}`;

export default `
# The graph as @neo4j/graphql maps it, for the queries that it generates.

type Power @node @fulltext(indexes: [{ indexName: "power_text", queryName: "powersNamed", fields: ["name"] }]) {
  id: ID!
  code: String
  name: String!
  type: String!
  status: String!
  sortKey: String!
  current: [PowerVersion!]! @relationship(type: "CURRENT", direction: OUT)
  items: [Item!]! @relationship(type: "CONCERNS", direction: IN)
  # A version keeps its holder's id: no relationship leads there.
  holder: OrgUnit!
    @cypher(
      statement: "MATCH (this)-[:CURRENT]->(v:PowerVersion) MATCH (o:OrgUnit {id: v.holder}) RETURN o"
      columnName: "o"
    )
}

type PowerVersion @node {
  elements: [Element!]! @relationship(type: "HAS_ELEMENT", direction: OUT, properties: "HasElement")
}

type HasElement @relationshipProperties {
  order: Int!
}

type Element @node {
  citations: [Citation!]! @relationship(type: "CITES", direction: OUT)
}

type Citation @node {
  element: String!
  printed: String!
  order: Int!
  links: [Link!]! @relationship(type: "LINKED", direction: OUT)
}

type Link @node {
  superseded: Int
  quotes: [ProvisionVersion!]! @relationship(type: "QUOTES", direction: OUT)
}

type ProvisionVersion @node {
  id: ID!
  place: String!
  text: String!
  order: Int!
}

type OrgUnit @node {
  name: String!
}

type Item @node {
  id: ID!
  kind: String!
  route: String
  state: String!
  effective: Date
  sequence: Int!
}

# The same answers by hand-written Cypher, each question in one field: the quickest form that the library has.

type Query {
  card(id: ID!, closed: [String!]!): Card
    @cypher(
      statement: """
      MATCH (p:Power {id: $id})-[:CURRENT]->(v:PowerVersion)
      MATCH (o:OrgUnit {id: v.holder})
      RETURN ${CARD} AS card
      """
      columnName: "card"
    )

  cards(closed: [String!]!): Cards!
    @cypher(
      statement: """
      MATCH (p:Power)
      WITH count(p) AS total
      CALL () {
        MATCH (p:Power) USING INDEX p:Power(sortKey, id) WHERE p.sortKey >= '' AND p.id IS NOT NULL
        WITH p ORDER BY p.sortKey, p.id LIMIT 50
        MATCH (p)-[:CURRENT]->(v:PowerVersion)
        MATCH (o:OrgUnit {id: v.holder})
        RETURN collect(${CARD}) AS nodes
      }
      RETURN {totalCount: total, nodes: nodes} AS page
      """
      columnName: "page"
    )

  named(name: String!): Names!
    @cypher(
      statement: """
      CALL db.index.fulltext.queryNodes('power_text', '"' + $name + '"') YIELD node AS p
      WITH p ORDER BY p.sortKey, p.id
      WITH collect(p {.id, .code, .name}) AS found
      RETURN {totalCount: size(found), nodes: found[..50]} AS page
      """
      columnName: "page"
    )

  byType: [Facet!]!
    @cypher(
      statement: """
      MATCH (p:Power {status: 'LISTED'})
      WITH p.type AS key, count(*) AS n ORDER BY n DESC, key
      RETURN {key: key, count: n} AS facet
      """
      columnName: "facet"
    )

  hits(instrument: ID!): Hits!
    @cypher(
      statement: """
      MATCH (l:Link {instrument: $instrument}) WHERE l.superseded IS NULL AND l.units <> []
      MATCH (l)<-[:LINKED]-(c:Citation)<-[:CITES]-(:Element)<-[:HAS_ELEMENT]-(:PowerVersion)<-[:CURRENT]-(p:Power {status: 'LISTED'})
      WITH DISTINCT p, c ORDER BY p.holder, p.id, c.element, c.id
      WITH collect({powerId: p.id, element: c.element, printed: c.printed}) AS found
      RETURN {totalCount: size(found), nodes: found[..50]} AS page
      """
      columnName: "page"
    )
}

type Card {
  id: ID!
  code: String
  name: String!
  type: String!
  listStatus: String!
  holder: Holder!
  citations: [Cited!]!
  openItems: [Open!]!
}

type Holder {
  name: String!
}

type Cited {
  element: String!
  printed: String!
  provisions: [Provision!]!
}

type Provision {
  id: ID!
  place: String!
  text: String!
}

type Open {
  id: ID!
  kind: String!
  route: String
  state: String!
  effective: String
}

type Cards {
  totalCount: Int!
  nodes: [Card!]!
}

type Name {
  id: ID!
  code: String
  name: String!
}

type Names {
  totalCount: Int!
  nodes: [Name!]!
}

type Facet {
  key: String!
  count: Int!
}

type Hit {
  powerId: ID!
  element: String!
  printed: String!
}

type Hits {
  totalCount: Int!
  nodes: [Hit!]!
}
`;
