// For relay-compiler: a query with arguments, a connection and a fragment, and a mutation whose outcome is a union.
import { graphql } from "relay-runtime";

export const member = graphql`
  fragment relay_member on OrgMember {
    fullName
    role
  }
`;

export const members = graphql`
  query relayMembersQuery($orgId: ID!, $first: Int = 10) {
    orgMembers(orgId: $orgId, first: $first) {
      nodes {
        id
        ...relay_member
      }
    }
  }
`;

export const signIn = graphql`
  mutation relaySignInMutation($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignedIn {
        user {
          email
        }
      }
      ... on Problem {
        code
      }
    }
  }
`;
