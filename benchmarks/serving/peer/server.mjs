// The peer: @neo4j/graphql on graphql-yoga, one process on loopback over the same database. It knows nobody.
import { createServer } from "node:http";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";
import typeDefs from "./schema.mjs";

const { BENCH_URI, BENCH_USER, BENCH_PASSWORD, BENCH_PORT } = process.env;
const driver = neo4j.driver(BENCH_URI, neo4j.auth.basic(BENCH_USER, BENCH_PASSWORD));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
// Named, the database need not be asked for its name in every request.
const context = { sessionConfig: { database: "neo4j" } };
const yoga = createYoga({ schema, context, graphiql: false, landingPage: false, multipart: false, logging: false });

createServer(yoga).listen(Number(BENCH_PORT), "127.0.0.1");
