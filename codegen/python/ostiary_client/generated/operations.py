# Written by codegen. Do not edit.
__all__ = [
    "ACCEPT_INVITE_GQL",
    "ACCOUNT_EXPORT_GQL",
    "ACTIVATE_USER_GQL",
    "ADD_MEMBERS_GQL",
    "ADD_MEMBER_GQL",
    "API_KEYS_GQL",
    "AUDIT_EVENTS_GQL",
    "AUTH_CONFIG_GQL",
    "CHANGE_EMAIL_GQL",
    "CHANGE_PASSWORD_GQL",
    "CHANGE_PHONE_GQL",
    "CREATE_API_KEY_GQL",
    "CREATE_ORG_GQL",
    "CREATE_USER_GQL",
    "DEACTIVATE_USER_GQL",
    "DECLINE_INVITE_GQL",
    "DELETE_ACCOUNT_GQL",
    "DELETE_ORG_GQL",
    "DELETE_USER_GQL",
    "INVITE_GQL",
    "INVITE_PREVIEW_GQL",
    "LEAVE_ORG_GQL",
    "LINK_PROVIDER_GQL",
    "ME_GQL",
    "MY_AUDIT_EVENTS_GQL",
    "MY_INVITES_GQL",
    "ORG_AUDIT_EVENTS_GQL",
    "ORG_BY_SLUG_GQL",
    "ORG_GQL",
    "ORG_INVITES_GQL",
    "ORG_MEMBERS_GQL",
    "REAUTHENTICATE_GQL",
    "REDEEM_GRANT_GQL",
    "REDIRECT_ORIGINS_GQL",
    "REFRESH_GQL",
    "REMOVE_MEMBER_GQL",
    "REQUEST_PASSWORD_RESET_BY_PHONE_GQL",
    "REQUEST_PASSWORD_RESET_GQL",
    "RESEND_INVITE_GQL",
    "RESEND_VERIFICATION_CODE_GQL",
    "RESEND_VERIFICATION_EMAIL_GQL",
    "RESET_PASSWORD_GQL",
    "REVOKE_API_KEY_GQL",
    "REVOKE_INVITE_GQL",
    "REVOKE_SESSION_GQL",
    "REVOKE_USER_SESSIONS_GQL",
    "ROTATE_API_KEY_GQL",
    "ROTATE_SIGNING_KEY_GQL",
    "SEND_MAGIC_LINK_GQL",
    "SEND_SIGN_IN_CODE_GQL",
    "SESSIONS_GQL",
    "SESSION_GQL",
    "SET_REDIRECT_ORIGINS_GQL",
    "SIGNING_KEYS_GQL",
    "SIGN_IN_GQL",
    "SIGN_IN_WITH_CODE_GQL",
    "SIGN_IN_WITH_MAGIC_LINK_GQL",
    "SIGN_IN_WITH_PHONE_GQL",
    "SIGN_IN_WITH_PROVIDER_GQL",
    "SIGN_OUT_EVERYWHERE_GQL",
    "SIGN_OUT_GQL",
    "SIGN_UP_GQL",
    "SIGN_UP_WITH_PHONE_GQL",
    "SWITCH_ORG_GQL",
    "TRANSFER_OWNERSHIP_GQL",
    "UNDO_EMAIL_CHANGE_GQL",
    "UNLINK_PROVIDER_GQL",
    "UNLOCK_USER_GQL",
    "UPDATE_MEMBER_ROLE_GQL",
    "UPDATE_ORG_GQL",
    "UPDATE_PROFILE_GQL",
    "UPDATE_USER_GQL",
    "USERS_GQL",
    "USER_GQL",
    "VERIFY_EMAIL_GQL",
    "VERIFY_PHONE_GQL",
]

AUTH_CONFIG_GQL = """
query AuthConfig {
  authConfig {
    methods
    providers {
      name
      displayName
    }
    emailVerificationRequired
    passwordMinLength
    passwordMaxLength
    signUpEnabled
  }
}
"""

ME_GQL = """
query Me {
  me {
    ...AccountFields
  }
}

fragment AccountFields on User {
  ...UserFields
  memberships {
    ...OrgMemberFields
    org {
      ...OrgFields
    }
  }
  identities {
    ...IdentityFields
  }
}

fragment IdentityFields on Identity {
  id
  provider
  providerUserId
  email
  linkedAt
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment OrgMemberFields on OrgMember {
  id
  orgId
  userId
  role
  joinedAt
  fullName
  email
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

ACCOUNT_EXPORT_GQL = """
query AccountExport {
  accountExport
}
"""

SIGN_UP_GQL = """
mutation SignUp($input: SignUpInput!) {
  signUp(input: $input) {
    __typename
    ...SignedInFields
    ...VerificationRequiredFields
    ...ProblemFields
  }
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}

fragment SignedInFields on SignedIn {
  accessToken
  refreshToken
  tokenType
  expiresIn
  mfaEnrollmentRequired
  session {
    ...SessionFields
  }
  user {
    ...UserFields
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}

fragment VerificationRequiredFields on VerificationRequired {
  channel
  address
}
"""

VERIFY_EMAIL_GQL = """
mutation VerifyEmail($input: VerifyEmailInput!) {
  verifyEmail(input: $input) {
    __typename
    ... on EmailVerified {
      email
      grant
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

RESEND_VERIFICATION_EMAIL_GQL = """
mutation ResendVerificationEmail($input: EmailLinkInput!) {
  resendVerificationEmail(input: $input) {
    __typename
    ... on EmailSent {
      email
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

UPDATE_PROFILE_GQL = """
mutation UpdateProfile($input: UpdateProfileInput!) {
  updateProfile(input: $input) {
    __typename
    ...UserFields
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

CHANGE_EMAIL_GQL = """
mutation ChangeEmail($input: ChangeEmailInput!) {
  changeEmail(input: $input) {
    __typename
    ... on EmailSent {
      email
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

UNDO_EMAIL_CHANGE_GQL = """
mutation UndoEmailChange($token: String!) {
  undoEmailChange(token: $token) {
    __typename
    ... on PasswordResetRequired {
      email
      resetToken
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

DELETE_ACCOUNT_GQL = """
mutation DeleteAccount {
  deleteAccount {
    __typename
    ... on AccountDeleted {
      userId
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

AUDIT_EVENTS_GQL = """
query AuditEvents($first: Int, $after: String, $type: String, $actorId: ID, $orgId: ID, $since: DateTime, $until: DateTime) {
  auditEvents(
    first: $first
    after: $after
    type: $type
    actorId: $actorId
    orgId: $orgId
    since: $since
    until: $until
  ) {
    ...AuditEventPageFields
  }
}

fragment AuditEventFields on AuditEvent {
  id
  type
  at
  actorId
  actorEmail
  targetType
  targetId
  orgId
  ipAddress
  userAgent
  detail
}

fragment AuditEventPageFields on AuditEventConnection {
  nodes {
    ...AuditEventFields
  }
  pageInfo {
    ...PageFields
  }
}

fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
"""

ORG_AUDIT_EVENTS_GQL = """
query OrgAuditEvents($orgId: ID!, $first: Int, $after: String, $type: String) {
  orgAuditEvents(orgId: $orgId, first: $first, after: $after, type: $type) {
    ...AuditEventPageFields
  }
}

fragment AuditEventFields on AuditEvent {
  id
  type
  at
  actorId
  actorEmail
  targetType
  targetId
  orgId
  ipAddress
  userAgent
  detail
}

fragment AuditEventPageFields on AuditEventConnection {
  nodes {
    ...AuditEventFields
  }
  pageInfo {
    ...PageFields
  }
}

fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
"""

MY_AUDIT_EVENTS_GQL = """
query MyAuditEvents($first: Int, $after: String) {
  myAuditEvents(first: $first, after: $after) {
    ...AuditEventPageFields
  }
}

fragment AuditEventFields on AuditEvent {
  id
  type
  at
  actorId
  actorEmail
  targetType
  targetId
  orgId
  ipAddress
  userAgent
  detail
}

fragment AuditEventPageFields on AuditEventConnection {
  nodes {
    ...AuditEventFields
  }
  pageInfo {
    ...PageFields
  }
}

fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
"""

INVITE_PREVIEW_GQL = """
query InvitePreview($token: String!) {
  invitePreview(token: $token) {
    orgName
    invitedBy
    email
    role
    expiresAt
  }
}
"""

MY_INVITES_GQL = """
query MyInvites {
  myInvites {
    ...InviteFields
  }
}

fragment InviteFields on Invite {
  id
  email
  role
  status
  createdAt
  expiresAt
  acceptedAt
  org {
    id
    name
    slug
  }
  invitedBy {
    id
    fullName
  }
}
"""

ORG_INVITES_GQL = """
query OrgInvites($orgId: ID!, $first: Int, $after: String, $status: InviteStatus) {
  orgInvites(orgId: $orgId, first: $first, after: $after, status: $status) {
    nodes {
      ...InviteFields
    }
    pageInfo {
      ...PageFields
    }
  }
}

fragment InviteFields on Invite {
  id
  email
  role
  status
  createdAt
  expiresAt
  acceptedAt
  org {
    id
    name
    slug
  }
  invitedBy {
    id
    fullName
  }
}

fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
"""

INVITE_GQL = """
mutation Invite($input: InviteInput!) {
  invite(input: $input) {
    __typename
    ... on InviteSent {
      invite {
        ...InviteFields
      }
      link
    }
    ...ProblemFields
  }
}

fragment InviteFields on Invite {
  id
  email
  role
  status
  createdAt
  expiresAt
  acceptedAt
  org {
    id
    name
    slug
  }
  invitedBy {
    id
    fullName
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

RESEND_INVITE_GQL = """
mutation ResendInvite($input: InviteIdInput!) {
  resendInvite(input: $input) {
    __typename
    ... on InviteSent {
      invite {
        ...InviteFields
      }
      link
    }
    ...ProblemFields
  }
}

fragment InviteFields on Invite {
  id
  email
  role
  status
  createdAt
  expiresAt
  acceptedAt
  org {
    id
    name
    slug
  }
  invitedBy {
    id
    fullName
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

REVOKE_INVITE_GQL = """
mutation RevokeInvite($input: InviteIdInput!) {
  revokeInvite(input: $input) {
    __typename
    ...InviteFields
    ...ProblemFields
  }
}

fragment InviteFields on Invite {
  id
  email
  role
  status
  createdAt
  expiresAt
  acceptedAt
  org {
    id
    name
    slug
  }
  invitedBy {
    id
    fullName
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

ACCEPT_INVITE_GQL = """
mutation AcceptInvite($input: InviteProofInput!) {
  acceptInvite(input: $input) {
    __typename
    ...OrgMemberFields
    ...ProblemFields
  }
}

fragment OrgMemberFields on OrgMember {
  id
  orgId
  userId
  role
  joinedAt
  fullName
  email
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

DECLINE_INVITE_GQL = """
mutation DeclineInvite($input: InviteProofInput!) {
  declineInvite(input: $input) {
    __typename
    ... on InviteDeclined {
      orgName
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

SEND_MAGIC_LINK_GQL = """
mutation SendMagicLink($input: EmailLinkInput!) {
  sendMagicLink(input: $input) {
    __typename
    ... on EmailSent {
      email
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

SIGN_IN_WITH_MAGIC_LINK_GQL = """
mutation SignInWithMagicLink($input: MagicLinkInput!) {
  signInWithMagicLink(input: $input) {
    __typename
    ...SignedInFields
    ...MfaRequiredFields
    ...ProblemFields
  }
}

fragment MfaRequiredFields on MfaRequired {
  challenge
  methods
  expiresIn
  passkeyOptions
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}

fragment SignedInFields on SignedIn {
  accessToken
  refreshToken
  tokenType
  expiresIn
  mfaEnrollmentRequired
  session {
    ...SessionFields
  }
  user {
    ...UserFields
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

ORG_MEMBERS_GQL = """
query OrgMembers($orgId: ID!, $first: Int, $after: String, $role: OrgRole, $search: String) {
  orgMembers(
    orgId: $orgId
    first: $first
    after: $after
    role: $role
    search: $search
  ) {
    nodes {
      ...OrgMemberFields
    }
    pageInfo {
      ...PageFields
    }
  }
}

fragment OrgMemberFields on OrgMember {
  id
  orgId
  userId
  role
  joinedAt
  fullName
  email
}

fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
"""

ADD_MEMBER_GQL = """
mutation AddMember($input: AddMemberInput!) {
  addMember(input: $input) {
    __typename
    ...OrgMemberFields
    ...ProblemFields
  }
}

fragment OrgMemberFields on OrgMember {
  id
  orgId
  userId
  role
  joinedAt
  fullName
  email
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

ADD_MEMBERS_GQL = """
mutation AddMembers($input: AddMembersInput!) {
  addMembers(input: $input) {
    __typename
    ... on MembersAdded {
      members {
        ...OrgMemberFields
      }
      skipped {
        userId
        reason
      }
    }
    ...ProblemFields
  }
}

fragment OrgMemberFields on OrgMember {
  id
  orgId
  userId
  role
  joinedAt
  fullName
  email
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

UPDATE_MEMBER_ROLE_GQL = """
mutation UpdateMemberRole($input: UpdateMemberRoleInput!) {
  updateMemberRole(input: $input) {
    __typename
    ...OrgMemberFields
    ...ProblemFields
  }
}

fragment OrgMemberFields on OrgMember {
  id
  orgId
  userId
  role
  joinedAt
  fullName
  email
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

REMOVE_MEMBER_GQL = """
mutation RemoveMember($input: MemberInput!) {
  removeMember(input: $input) {
    __typename
    ... on MemberRemoved {
      orgId
      userId
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

LEAVE_ORG_GQL = """
mutation LeaveOrg($orgId: ID!) {
  leaveOrg(orgId: $orgId) {
    __typename
    ... on MemberRemoved {
      orgId
      userId
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

ORG_GQL = """
query Org($orgId: ID!) {
  org(orgId: $orgId) {
    ...OrgFields
  }
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}
"""

ORG_BY_SLUG_GQL = """
query OrgBySlug($slug: String!) {
  orgBySlug(slug: $slug) {
    ...OrgFields
  }
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}
"""

CREATE_ORG_GQL = """
mutation CreateOrg($input: CreateOrgInput!) {
  createOrg(input: $input) {
    __typename
    ...OrgFields
    ...ProblemFields
  }
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

UPDATE_ORG_GQL = """
mutation UpdateOrg($input: UpdateOrgInput!) {
  updateOrg(input: $input) {
    __typename
    ...OrgFields
    ...ProblemFields
  }
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

DELETE_ORG_GQL = """
mutation DeleteOrg($orgId: ID!) {
  deleteOrg(orgId: $orgId) {
    __typename
    ... on OrgDeleted {
      orgId
    }
  }
}
"""

TRANSFER_OWNERSHIP_GQL = """
mutation TransferOwnership($input: MemberInput!) {
  transferOwnership(input: $input) {
    __typename
    ...OrgMemberFields
    ...ProblemFields
  }
}

fragment OrgMemberFields on OrgMember {
  id
  orgId
  userId
  role
  joinedAt
  fullName
  email
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

SWITCH_ORG_GQL = """
mutation SwitchOrg($orgId: ID) {
  switchOrg(orgId: $orgId) {
    __typename
    ...SignedInFields
    ...ProblemFields
  }
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}

fragment SignedInFields on SignedIn {
  accessToken
  refreshToken
  tokenType
  expiresIn
  mfaEnrollmentRequired
  session {
    ...SessionFields
  }
  user {
    ...UserFields
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

REQUEST_PASSWORD_RESET_GQL = """
mutation RequestPasswordReset($input: EmailLinkInput!) {
  requestPasswordReset(input: $input) {
    __typename
    ... on EmailSent {
      email
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

RESET_PASSWORD_GQL = """
mutation ResetPassword($input: ResetPasswordInput!) {
  resetPassword(input: $input) {
    __typename
    ... on PasswordChanged {
      sessionsRevoked
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

CHANGE_PASSWORD_GQL = """
mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    __typename
    ... on PasswordChanged {
      sessionsRevoked
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

SIGN_UP_WITH_PHONE_GQL = """
mutation SignUpWithPhone($input: SignUpWithPhoneInput!) {
  signUpWithPhone(input: $input) {
    __typename
    ...SignedInFields
    ...VerificationRequiredFields
    ...ProblemFields
  }
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}

fragment SignedInFields on SignedIn {
  accessToken
  refreshToken
  tokenType
  expiresIn
  mfaEnrollmentRequired
  session {
    ...SessionFields
  }
  user {
    ...UserFields
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}

fragment VerificationRequiredFields on VerificationRequired {
  channel
  address
}
"""

VERIFY_PHONE_GQL = """
mutation VerifyPhone($input: PhoneCodeInput!) {
  verifyPhone(input: $input) {
    __typename
    ...SignedInFields
    ...MfaRequiredFields
    ...ProblemFields
  }
}

fragment MfaRequiredFields on MfaRequired {
  challenge
  methods
  expiresIn
  passkeyOptions
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}

fragment SignedInFields on SignedIn {
  accessToken
  refreshToken
  tokenType
  expiresIn
  mfaEnrollmentRequired
  session {
    ...SessionFields
  }
  user {
    ...UserFields
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

RESEND_VERIFICATION_CODE_GQL = """
mutation ResendVerificationCode($phone: String!) {
  resendVerificationCode(phone: $phone) {
    __typename
    ...CodeSentFields
    ...ProblemFields
  }
}

fragment CodeSentFields on CodeSent {
  phone
  expiresIn
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

SIGN_IN_WITH_PHONE_GQL = """
mutation SignInWithPhone($input: SignInWithPhoneInput!) {
  signInWithPhone(input: $input) {
    __typename
    ...SignedInFields
    ...MfaRequiredFields
    ...ProblemFields
  }
}

fragment MfaRequiredFields on MfaRequired {
  challenge
  methods
  expiresIn
  passkeyOptions
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}

fragment SignedInFields on SignedIn {
  accessToken
  refreshToken
  tokenType
  expiresIn
  mfaEnrollmentRequired
  session {
    ...SessionFields
  }
  user {
    ...UserFields
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

SEND_SIGN_IN_CODE_GQL = """
mutation SendSignInCode($phone: String!) {
  sendSignInCode(phone: $phone) {
    __typename
    ...CodeSentFields
    ...ProblemFields
  }
}

fragment CodeSentFields on CodeSent {
  phone
  expiresIn
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

SIGN_IN_WITH_CODE_GQL = """
mutation SignInWithCode($input: PhoneCodeInput!) {
  signInWithCode(input: $input) {
    __typename
    ...SignedInFields
    ...MfaRequiredFields
    ...ProblemFields
  }
}

fragment MfaRequiredFields on MfaRequired {
  challenge
  methods
  expiresIn
  passkeyOptions
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}

fragment SignedInFields on SignedIn {
  accessToken
  refreshToken
  tokenType
  expiresIn
  mfaEnrollmentRequired
  session {
    ...SessionFields
  }
  user {
    ...UserFields
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

CHANGE_PHONE_GQL = """
mutation ChangePhone($phone: String!) {
  changePhone(phone: $phone) {
    __typename
    ...CodeSentFields
    ...ProblemFields
  }
}

fragment CodeSentFields on CodeSent {
  phone
  expiresIn
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

REQUEST_PASSWORD_RESET_BY_PHONE_GQL = """
mutation RequestPasswordResetByPhone($phone: String!) {
  requestPasswordResetByPhone(phone: $phone) {
    __typename
    ...CodeSentFields
    ...ProblemFields
  }
}

fragment CodeSentFields on CodeSent {
  phone
  expiresIn
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

SIGN_IN_WITH_PROVIDER_GQL = """
mutation SignInWithProvider($input: SignInWithProviderInput!) {
  signInWithProvider(input: $input) {
    __typename
    ... on ProviderRedirect {
      authorizationUrl
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

LINK_PROVIDER_GQL = """
mutation LinkProvider($input: SignInWithProviderInput!) {
  linkProvider(input: $input) {
    __typename
    ... on ProviderRedirect {
      authorizationUrl
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

UNLINK_PROVIDER_GQL = """
mutation UnlinkProvider($provider: String!) {
  unlinkProvider(provider: $provider) {
    __typename
    ...UserFields
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

SESSION_GQL = """
query Session {
  session {
    ...SessionFields
  }
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}
"""

SESSIONS_GQL = """
query Sessions {
  sessions {
    ...SessionFields
  }
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}
"""

SIGN_IN_GQL = """
mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    __typename
    ...SignedInFields
    ...MfaRequiredFields
    ...ProblemFields
  }
}

fragment MfaRequiredFields on MfaRequired {
  challenge
  methods
  expiresIn
  passkeyOptions
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}

fragment SignedInFields on SignedIn {
  accessToken
  refreshToken
  tokenType
  expiresIn
  mfaEnrollmentRequired
  session {
    ...SessionFields
  }
  user {
    ...UserFields
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

REFRESH_GQL = """
mutation Refresh($input: RefreshInput) {
  refresh(input: $input) {
    __typename
    ...SignedInFields
    ...ProblemFields
  }
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}

fragment SignedInFields on SignedIn {
  accessToken
  refreshToken
  tokenType
  expiresIn
  mfaEnrollmentRequired
  session {
    ...SessionFields
  }
  user {
    ...UserFields
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

SIGN_OUT_GQL = """
mutation SignOut($input: RefreshInput) {
  signOut(input: $input) {
    __typename
    ... on SignedOut {
      sessionsRevoked
    }
  }
}
"""

SIGN_OUT_EVERYWHERE_GQL = """
mutation SignOutEverywhere($keepCurrent: Boolean! = false) {
  signOutEverywhere(keepCurrent: $keepCurrent) {
    __typename
    ... on SignedOut {
      sessionsRevoked
    }
  }
}
"""

REVOKE_SESSION_GQL = """
mutation RevokeSession($id: ID!) {
  revokeSession(id: $id) {
    __typename
    ... on SignedOut {
      sessionsRevoked
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

REAUTHENTICATE_GQL = """
mutation Reauthenticate($input: ReauthenticateInput!) {
  reauthenticate(input: $input) {
    __typename
    ...SignedInFields
    ...ProblemFields
  }
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}

fragment SignedInFields on SignedIn {
  accessToken
  refreshToken
  tokenType
  expiresIn
  mfaEnrollmentRequired
  session {
    ...SessionFields
  }
  user {
    ...UserFields
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

REDEEM_GRANT_GQL = """
mutation RedeemGrant($input: RedeemGrantInput!) {
  redeemGrant(input: $input) {
    __typename
    ...SignedInFields
    ...MfaRequiredFields
    ...ProblemFields
  }
}

fragment MfaRequiredFields on MfaRequired {
  challenge
  methods
  expiresIn
  passkeyOptions
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment SessionFields on Session {
  id
  createdAt
  lastSeenAt
  expiresAt
  ipAddress
  methods
  current
  device {
    browser
    browserVersion
    os
    osVersion
    kind
  }
  activeOrg {
    ...OrgFields
  }
}

fragment SignedInFields on SignedIn {
  accessToken
  refreshToken
  tokenType
  expiresIn
  mfaEnrollmentRequired
  session {
    ...SessionFields
  }
  user {
    ...UserFields
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

REDIRECT_ORIGINS_GQL = """
query RedirectOrigins {
  redirectOrigins
}
"""

SET_REDIRECT_ORIGINS_GQL = """
mutation SetRedirectOrigins($origins: [String!]!) {
  setRedirectOrigins(origins: $origins) {
    __typename
    ... on RedirectOrigins {
      origins
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

API_KEYS_GQL = """
query ApiKeys {
  apiKeys {
    ...ApiKeyFields
  }
}

fragment ApiKeyFields on ApiKey {
  id
  name
  kind
  prefix
  createdAt
  lastUsedAt
  expiresAt
  revokedAt
}
"""

CREATE_API_KEY_GQL = """
mutation CreateApiKey($input: CreateApiKeyInput!) {
  createApiKey(input: $input) {
    __typename
    ...ApiKeyCreatedFields
    ...ProblemFields
  }
}

fragment ApiKeyCreatedFields on ApiKeyCreated {
  key
  apiKey {
    ...ApiKeyFields
  }
}

fragment ApiKeyFields on ApiKey {
  id
  name
  kind
  prefix
  createdAt
  lastUsedAt
  expiresAt
  revokedAt
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

ROTATE_API_KEY_GQL = """
mutation RotateApiKey($id: ID!) {
  rotateApiKey(id: $id) {
    __typename
    ...ApiKeyCreatedFields
    ...ProblemFields
  }
}

fragment ApiKeyCreatedFields on ApiKeyCreated {
  key
  apiKey {
    ...ApiKeyFields
  }
}

fragment ApiKeyFields on ApiKey {
  id
  name
  kind
  prefix
  createdAt
  lastUsedAt
  expiresAt
  revokedAt
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

REVOKE_API_KEY_GQL = """
mutation RevokeApiKey($id: ID!) {
  revokeApiKey(id: $id) {
    __typename
    ...ApiKeyFields
    ...ProblemFields
  }
}

fragment ApiKeyFields on ApiKey {
  id
  name
  kind
  prefix
  createdAt
  lastUsedAt
  expiresAt
  revokedAt
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""

SIGNING_KEYS_GQL = """
query SigningKeys {
  signingKeys {
    ...SigningKeyFields
  }
}

fragment SigningKeyFields on SigningKey {
  kid
  algorithm
  createdAt
  retiredAt
}
"""

ROTATE_SIGNING_KEY_GQL = """
mutation RotateSigningKey($revoke: Boolean! = false) {
  rotateSigningKey(revoke: $revoke) {
    __typename
    ...SigningKeyFields
  }
}

fragment SigningKeyFields on SigningKey {
  kid
  algorithm
  createdAt
  retiredAt
}
"""

USER_GQL = """
query User($id: ID!) {
  user(id: $id) {
    ...ManagedUserFields
    ...AccountFields
  }
}

fragment AccountFields on User {
  ...UserFields
  memberships {
    ...OrgMemberFields
    org {
      ...OrgFields
    }
  }
  identities {
    ...IdentityFields
  }
}

fragment IdentityFields on Identity {
  id
  provider
  providerUserId
  email
  linkedAt
}

fragment ManagedUserFields on User {
  ...UserFields
  appData
  updatedAt
  lockedUntil
  failedSignIns
}

fragment OrgFields on Org {
  id
  name
  slug
  description
  isActive
  createdAt
  updatedAt
  viewerRole
  memberCount
}

fragment OrgMemberFields on OrgMember {
  id
  orgId
  userId
  role
  joinedAt
  fullName
  email
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

USERS_GQL = """
query Users($first: Int, $after: String, $search: String, $role: SiteRole, $active: Boolean) {
  users(
    first: $first
    after: $after
    search: $search
    role: $role
    active: $active
  ) {
    nodes {
      ...ManagedUserFields
    }
    pageInfo {
      ...PageFields
    }
  }
}

fragment ManagedUserFields on User {
  ...UserFields
  appData
  updatedAt
  lockedUntil
  failedSignIns
}

fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

CREATE_USER_GQL = """
mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    __typename
    ...ManagedUserFields
    ...ProblemFields
  }
}

fragment ManagedUserFields on User {
  ...UserFields
  appData
  updatedAt
  lockedUntil
  failedSignIns
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

UPDATE_USER_GQL = """
mutation UpdateUser($input: UpdateUserInput!) {
  updateUser(input: $input) {
    __typename
    ...ManagedUserFields
    ...ProblemFields
  }
}

fragment ManagedUserFields on User {
  ...UserFields
  appData
  updatedAt
  lockedUntil
  failedSignIns
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

ACTIVATE_USER_GQL = """
mutation ActivateUser($id: ID!) {
  activateUser(id: $id) {
    __typename
    ...ManagedUserFields
    ...ProblemFields
  }
}

fragment ManagedUserFields on User {
  ...UserFields
  appData
  updatedAt
  lockedUntil
  failedSignIns
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

DEACTIVATE_USER_GQL = """
mutation DeactivateUser($id: ID!) {
  deactivateUser(id: $id) {
    __typename
    ...ManagedUserFields
    ...ProblemFields
  }
}

fragment ManagedUserFields on User {
  ...UserFields
  appData
  updatedAt
  lockedUntil
  failedSignIns
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

UNLOCK_USER_GQL = """
mutation UnlockUser($id: ID!) {
  unlockUser(id: $id) {
    __typename
    ...ManagedUserFields
    ...ProblemFields
  }
}

fragment ManagedUserFields on User {
  ...UserFields
  appData
  updatedAt
  lockedUntil
  failedSignIns
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

REVOKE_USER_SESSIONS_GQL = """
mutation RevokeUserSessions($id: ID!) {
  revokeUserSessions(id: $id) {
    __typename
    ...ManagedUserFields
    ...ProblemFields
  }
}

fragment ManagedUserFields on User {
  ...UserFields
  appData
  updatedAt
  lockedUntil
  failedSignIns
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}

fragment UserFields on User {
  id
  fullName
  avatarUrl
  email
  emailVerified
  phone
  phoneVerified
  role
  isActive
  locale
  userData
  createdAt
  lastSignInAt
}
"""

DELETE_USER_GQL = """
mutation DeleteUser($id: ID!) {
  deleteUser(id: $id) {
    __typename
    ... on AccountDeleted {
      userId
    }
    ...ProblemFields
  }
}

fragment ProblemFields on Problem {
  code
  message
  ... on InvalidInput {
    fields {
      path
      message
    }
  }
  ... on WeakPassword {
    reasons
  }
  ... on AccountLocked {
    retryAfter
  }
  ... on OwnsOrgs {
    orgs {
      id
      name
      slug
    }
  }
}
"""
