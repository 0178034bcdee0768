/** Other GraphQL clients: as they come, and with the session of ours. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client/core";
import { Client, cacheExchange, fetchExchange } from "@urql/core";
import { GraphQLClient } from "graphql-request";
import { ostiaryLink } from "../dist/apollo.js";
import { documentNode } from "../dist/graphql.js";
import { ostiaryRequests } from "../dist/graphql-request.js";
import { MeDocument, SignInDocument, possibleTypes } from "../dist/index.js";
import { ostiaryExchange } from "../dist/urql.js";
import { connect, enter, expire, newEmail, password, url } from "./support.ts";

const CONFIG = gql`
  query Config {
    authConfig {
      passwordMinLength
    }
  }
`;
const REFUSED = { input: { email: newEmail(), password } };
const Me = documentNode(MeDocument);
const SignIn = documentNode(SignInDocument);

/** Somebody whose access token was good a moment ago. */
async function expired() {
  const { client, wire } = connect();
  const email = await enter(client);
  await expire(client);
  return { client, wire, email };
}

test("Apollo Client", async () => {
  const cache = () => new InMemoryCache({ possibleTypes });
  const plain = new ApolloClient({ link: new HttpLink({ uri: url }), cache: cache() });
  assert.equal((await plain.query<{ authConfig: object }>({ query: CONFIG })).data?.authConfig instanceof Object, true);
  const { data } = await plain.mutate({ mutation: SignIn, variables: REFUSED });
  assert.equal(data?.signIn.__typename, "InvalidCredentials");

  const { client, wire, email } = await expired();
  const apollo = new ApolloClient({ link: ostiaryLink(client), cache: cache() });
  assert.equal((await apollo.query({ query: Me })).data?.me?.email, email);
  assert.equal(wire.count("Refresh"), 1);
});

test("urql", async () => {
  const plain = new Client({ url, exchanges: [cacheExchange, fetchExchange] });
  assert.ok((await plain.query(CONFIG, {})).data.authConfig);
  assert.equal((await plain.mutation(SignIn, REFUSED)).data?.signIn.__typename, "InvalidCredentials");

  const { client, wire, email } = await expired();
  const urql = new Client({ url: "http://elsewhere.invalid", exchanges: [cacheExchange, ostiaryExchange(client)] });
  const { data, error } = await urql.query(Me, {});
  assert.equal(data?.me?.email, email, error?.message);
  assert.equal(wire.count("Refresh"), 1);
});

test("graphql-request", async () => {
  const plain = new GraphQLClient(url);
  assert.ok((await plain.request<{ authConfig: object }>(CONFIG)).authConfig);
  assert.equal((await plain.request(SignIn, REFUSED)).signIn.__typename, "InvalidCredentials");

  const { client, wire, email } = await expired();
  assert.equal((await ostiaryRequests(client).request(Me)).me?.email, email);
  assert.equal(wire.count("Refresh"), 1);
});
