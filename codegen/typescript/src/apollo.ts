import { HttpLink } from "@apollo/client/core";
import type { OstiaryClient } from "./client.js";

/** The last link of an ApolloClient: `new ApolloClient({ link: ostiaryLink(ostiary), cache })`. */
export function ostiaryLink(client: OstiaryClient): HttpLink {
  return new HttpLink({ uri: client.url, fetch: client.fetch });
}
