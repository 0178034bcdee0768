import { type Exchange, composeExchanges, fetchExchange, makeOperation, mapExchange } from "@urql/core";
import type { OstiaryClient } from "./client.js";

/** The last exchange of a urql client, in place of fetchExchange: `exchanges: [cacheExchange, ostiaryExchange(ostiary)]`. */
export function ostiaryExchange({ url, fetch }: OstiaryClient): Exchange {
  const ours = { url, fetch, preferGetMethod: false };
  return composeExchanges([
    mapExchange({
      onOperation: (operation) => makeOperation(operation.kind, operation, { ...operation.context, ...ours }),
    }),
    fetchExchange,
  ]);
}
