import { GraphQLClient } from "graphql-request";
import type { OstiaryClient } from "./client.js";

/** A GraphQLClient of graphql-request that speaks as the same person. */
export function ostiaryRequests(client: OstiaryClient): GraphQLClient {
  return new GraphQLClient(client.url, { fetch: client.fetch });
}
