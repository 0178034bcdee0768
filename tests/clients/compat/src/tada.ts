// What gql.tada makes of the schema: outcomes narrow by __typename, enums are closed, lists of a connection are typed.
import { type ResultOf, type VariablesOf, initGraphQLTada } from "gql.tada";
import type { introspection } from "../generated/graphql-env.d.ts";

const graphql = initGraphQLTada<{ introspection: introspection; scalars: { DateTime: string; JSON: unknown } }>();

const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignedIn { accessToken user { email role } }
      ... on AccountLocked { retryAfter }
      ... on Problem { code message }
    }
  }
`);
const Members = graphql(`
  query Members($orgId: ID!) { orgMembers(orgId: $orgId) { nodes { role joinedAt } pageInfo { endCursor } } }
`);

export const variables: VariablesOf<typeof SignIn> = { input: { email: "ada@example.com", password: "secret" } };

export function told(outcome: ResultOf<typeof SignIn>["signIn"]): string | number | null {
  switch (outcome.__typename) {
    case "SignedIn":
      return outcome.user.email;
    case "AccountLocked":
      return outcome.retryAfter;
    case "MfaRequired":
      return null;
    default:
      return outcome.message;
  }
}

export const roles = (data: ResultOf<typeof Members>): ("MEMBER" | "ADMIN" | "OWNER")[] =>
  data.orgMembers?.nodes.map(({ role }) => role) ?? [];

// @ts-expect-error There is no such field.
export const wrong = (data: ResultOf<typeof Members>) => data.orgMembers.edges;
