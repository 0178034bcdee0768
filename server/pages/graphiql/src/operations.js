// The tabs that wait for a first visitor: the main job in the order in which it is clicked.

const problems = `... on Problem { code message }
    ... on InvalidInput { fields { path message } }`;
const signedIn = `... on SignedIn {
      accessToken
      refreshToken
      expiresIn
      user { id email }
    }`;

const operation = (note, query, variables) => ({
  query: `# ${note}\n${query.trim()}\n`,
  variables: variables && JSON.stringify(variables, null, 2),
});

const person = { email: "ada@example.com", password: "lantern-above-the-third-gate" };

export const operations = [
  operation(
    "1. An account. A mail with a link and a code goes out: see /dev/mailbox.",
    `
mutation SignUp($input: SignUpInput!) {
  signUp(input: $input) {
    __typename
    ... on VerificationRequired { channel address }
    ${signedIn}
    ... on WeakPassword { reasons }
    ${problems}
  }
}`,
    { input: { ...person, fullName: "Ada Example" } },
  ),
  operation(
    "2. {{mailedCode}} stands for the newest code in the development mailbox.",
    `
mutation VerifyEmail($input: VerifyEmailInput!) {
  verifyEmail(input: $input) {
    __typename
    ... on EmailVerified { email grant }
    ... on Problem { code message }
  }
}`,
    { input: { code: { email: person.email, code: "{{mailedCode}}" } } },
  ),
  operation(
    "3. A session. The page remembers its tokens for the tabs that follow.",
    `
mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ${signedIn}
    ... on MfaRequired { challenge methods }
    ... on AccountLocked { retryAfter }
    ... on Problem { code message }
  }
}`,
    { input: person },
  ),
  operation(
    "4. Who is asking?",
    `
query Me {
  me {
    id
    email
    fullName
    emailVerified
    role
    memberships { role org { id name slug } }
  }
}`,
  ),
  operation(
    "5. New tokens for the session. Each refresh token is good for one use.",
    `
mutation Refresh($input: RefreshInput) {
  refresh(input: $input) {
    __typename
    ${signedIn}
    ... on Problem { code message }
  }
}`,
    { input: { refreshToken: "{{refreshToken}}" } },
  ),
  operation(
    "6. An organisation. Needs a verified address.",
    `
mutation CreateOrg($input: CreateOrgInput!) {
  createOrg(input: $input) {
    __typename
    ... on Org { id name slug viewerRole }
    ${problems}
  }
}`,
    { input: { name: "Gatekeepers" } },
  ),
  operation(
    "7. Invites someone to the organisation that was made in this page.",
    `
mutation Invite($input: InviteInput!) {
  invite(input: $input) {
    __typename
    ... on InviteSent { link invite { id email role status expiresAt } }
    ${problems}
  }
}`,
    { input: { orgId: "{{orgId}}", email: "grace@example.com", role: "MEMBER" } },
  ),
  operation(
    "8. Who belongs to it. Addresses are shown to its admins only.",
    `
query OrgMembers($orgId: ID!) {
  orgMembers(orgId: $orgId, first: 20) {
    totalCount
    nodes { role joinedAt fullName email }
    pageInfo { hasNextPage endCursor }
  }
}`,
    { orgId: "{{orgId}}" },
  ),
  operation(
    "9. A forgotten password. The answer is the same whether or not the address is known.",
    `
mutation RequestPasswordReset($input: EmailLinkInput!) {
  requestPasswordReset(input: $input) {
    __typename
    ... on EmailSent { email }
    ${problems}
  }
}`,
    { input: { email: person.email } },
  ),
  operation(
    "10. Ends the session, and the page forgets its tokens.",
    `
mutation SignOut {
  signOut {
    __typename
    ... on SignedOut { sessionsRevoked }
  }
}`,
  ),
];
