"""The fixed documents that the pages run. What they may do is decided where every client's is: in the schema."""

AUTH_CONFIG = "query AuthConfig { authConfig { passwordMinLength } }"

ME = """
query Me {
  me { id email emailVerified fullName avatarUrl role locale memberships { role org { id name slug } } }
}
"""

SIGN_IN = """
mutation SignIn($input: SignInInput!) {
  signIn(input: $input) { __typename ... on Problem { message } }
}
"""

REFRESH = "mutation Refresh { refresh { __typename } }"

SIGN_OUT = "mutation SignOut { signOut { __typename } }"

VERIFY_EMAIL = """
mutation VerifyEmail($input: VerifyEmailInput!) {
  verifyEmail(input: $input) { __typename ... on EmailVerified { email grant } }
}
"""

RESEND_VERIFICATION = """
mutation ResendVerificationEmail($input: EmailLinkInput!) {
  resendVerificationEmail(input: $input) {
    __typename ... on EmailSent { email } ... on Problem { message } ... on InvalidInput { fields { path message } }
  }
}
"""

SEND_MAGIC_LINK = """
mutation SendMagicLink($input: EmailLinkInput!) {
  sendMagicLink(input: $input) {
    __typename ... on EmailSent { email } ... on Problem { message } ... on InvalidInput { fields { path message } }
  }
}
"""

REQUEST_RESET = """
mutation RequestPasswordReset($input: EmailLinkInput!) {
  requestPasswordReset(input: $input) {
    __typename ... on EmailSent { email } ... on Problem { message } ... on InvalidInput { fields { path message } }
  }
}
"""

RESET_PASSWORD = """
mutation ResetPassword($input: ResetPasswordInput!) {
  resetPassword(input: $input) { __typename ... on Problem { message } ... on WeakPassword { reasons } }
}
"""

UNDO_EMAIL_CHANGE = """
mutation UndoEmailChange($token: String!) {
  undoEmailChange(token: $token) { __typename ... on PasswordResetRequired { email resetToken } }
}
"""

INVITE_PREVIEW = """
query InvitePreview($token: String!) {
  invitePreview(token: $token) { orgName invitedBy email role expiresAt }
}
"""

ACCEPT_INVITE = """
mutation AcceptInvite($input: InviteProofInput!) {
  acceptInvite(input: $input) { __typename ... on OrgMember { role org { name } } ... on Problem { message } }
}
"""

DECLINE_INVITE = """
mutation DeclineInvite($input: InviteProofInput!) {
  declineInvite(input: $input) { __typename ... on InviteDeclined { orgName } }
}
"""

SIGN_IN_WITH_PROVIDER = """
mutation SignInWithProvider($input: SignInWithProviderInput!) {
  signInWithProvider(input: $input) {
    __typename
    ... on ProviderRedirect { authorizationUrl }
    ... on Problem { message }
    ... on InvalidInput { fields { path message } }
  }
}
"""
