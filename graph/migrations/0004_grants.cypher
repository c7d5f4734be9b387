// 新设职权: a new law that grants what a listed power does already is found from the power, which does not cite it.
MATCH (e:Effect) WHERE e.grant CONTAINS '"power": "power:'
MATCH (p:Power {id: split(split(e.grant, '"power": "')[1], '"')[0]})
MERGE (e)-[:GRANTS]->(p);
