"""The fixed documents that the pages run. What they may do is decided where every client's is: in the schema."""

_PROBLEM = "__typename ... on Problem { message }"
_FIELDS = "... on InvalidInput { fields { path message } }"
_WEAK = "... on WeakPassword { reasons }"
_SIGNED_IN = "... on SignedIn { mfaEnrollmentRequired }"
_ARRIVED = f"{_PROBLEM} {_SIGNED_IN} ... on MfaRequired {{ challenge methods passkeyOptions }}"
_PAGE = "pageInfo { hasNextPage endCursor }"


def _mutation(field: str, selection: str, argument: str = "") -> str:
    """`argument` is `name: Type!`; left out, it is the one `input` named for the field."""
    operation = field[0].upper() + field[1:]
    variable = argument or f"input: {operation}Input!"
    name = variable.partition(":")[0]
    return f"mutation {operation}(${variable}) {{ {field}({name}: ${name}) {{ {selection} }} }}"


# Who may come in, and who is there.

AUTH_CONFIG = """
query AuthConfig {
  authConfig { methods providers { name displayName } passwordMinLength passwordMaxLength signUpEnabled }
}
"""

ME = """
query Me {
  me {
    id email emailVerified phone phoneVerified fullName avatarUrl role locale
    memberships { role org { id name slug } }
  }
}
"""

# Sessions.

SIGN_IN = _mutation("signIn", _ARRIVED)
REFRESH = "mutation Refresh { refresh { __typename } }"
SIGN_OUT = "mutation SignOut { signOut { __typename } }"
SESSIONS = """
query Sessions {
  sessions { id current createdAt lastSeenAt expiresAt ipAddress methods device { userAgent } }
}
"""
REVOKE_SESSION = _mutation("revokeSession", _PROBLEM, "id: ID!")
SIGN_OUT_EVERYWHERE = """
mutation SignOutEverywhere($keepCurrent: Boolean!) {
  signOutEverywhere(keepCurrent: $keepCurrent) { __typename ... on SignedOut { sessionsRevoked } }
}
"""
REAUTHENTICATE = _mutation("reauthenticate", _PROBLEM)
REDEEM_GRANT = _mutation("redeemGrant", _ARRIVED)

# Accounts.

SIGN_UP = _mutation("signUp", f"{_PROBLEM} {_FIELDS} {_WEAK} {_SIGNED_IN} ... on VerificationRequired {{ address }}")
VERIFY_EMAIL = _mutation("verifyEmail", f"{_PROBLEM} ... on EmailVerified {{ email grant }}")
RESEND_VERIFICATION = _mutation(
    "resendVerificationEmail", f"{_PROBLEM} {_FIELDS} ... on EmailSent {{ email }}", "input: EmailLinkInput!"
)
UPDATE_PROFILE = _mutation("updateProfile", f"{_PROBLEM} {_FIELDS}")
CHANGE_EMAIL = _mutation("changeEmail", f"{_PROBLEM} {_FIELDS} ... on EmailSent {{ email }}")
UNDO_EMAIL_CHANGE = _mutation(
    "undoEmailChange", f"{_PROBLEM} ... on PasswordResetRequired {{ email resetToken }}", "token: String!"
)
ACCOUNT_EXPORT = "query AccountExport { accountExport }"
DELETE_ACCOUNT = """
mutation DeleteAccount {
  deleteAccount { __typename ... on Problem { message } ... on OwnsOrgs { orgs { id name } } }
}
"""
MY_AUDIT_EVENTS = f"""
query MyAuditEvents($first: Int!, $after: String) {{
  myAuditEvents(first: $first, after: $after) {{ nodes {{ id type at ipAddress userAgent }} {_PAGE} }}
}}
"""

# Passwords and magic links.

REQUEST_RESET = _mutation(
    "requestPasswordReset", f"{_PROBLEM} {_FIELDS} ... on EmailSent {{ email }}", "input: EmailLinkInput!"
)
RESET_PASSWORD = _mutation("resetPassword", f"{_PROBLEM} {_WEAK}")
CHANGE_PASSWORD = _mutation("changePassword", f"{_PROBLEM} {_WEAK}")
SEND_MAGIC_LINK = _mutation(
    "sendMagicLink", f"{_PROBLEM} {_FIELDS} ... on EmailSent {{ email }}", "input: EmailLinkInput!"
)

# Phones.

SIGN_UP_WITH_PHONE = _mutation(
    "signUpWithPhone", f"{_PROBLEM} {_FIELDS} {_WEAK} {_SIGNED_IN} ... on VerificationRequired {{ address }}"
)
VERIFY_PHONE = _mutation("verifyPhone", _ARRIVED, "input: PhoneCodeInput!")
RESEND_CODE = _mutation("resendVerificationCode", f"{_PROBLEM} {_FIELDS} ... on CodeSent {{ phone }}", "phone: String!")
SIGN_IN_WITH_PHONE = _mutation("signInWithPhone", _ARRIVED)
SEND_SIGN_IN_CODE = _mutation("sendSignInCode", f"{_PROBLEM} {_FIELDS} ... on CodeSent {{ phone }}", "phone: String!")
SIGN_IN_WITH_CODE = _mutation("signInWithCode", _ARRIVED, "input: PhoneCodeInput!")
CHANGE_PHONE = _mutation("changePhone", f"{_PROBLEM} {_FIELDS} ... on CodeSent {{ phone }}", "phone: String!")
REQUEST_RESET_BY_PHONE = _mutation(
    "requestPasswordResetByPhone", f"{_PROBLEM} {_FIELDS} ... on CodeSent {{ phone }}", "phone: String!"
)

# Providers.

IDENTITIES = "query Identities { me { identities { id provider email linkedAt } } }"
_REDIRECT = f"{_PROBLEM} {_FIELDS} ... on ProviderRedirect {{ authorizationUrl }}"
SIGN_IN_WITH_PROVIDER = _mutation("signInWithProvider", _REDIRECT)
LINK_PROVIDER = _mutation("linkProvider", _REDIRECT, "input: SignInWithProviderInput!")
UNLINK_PROVIDER = _mutation("unlinkProvider", _PROBLEM, "provider: String!")

# Second factors.

FACTORS = """
query Factors { me { secondFactors passkeys { id name createdAt lastUsedAt backedUp } } }
"""
COMPLETE_MFA = _mutation("completeMfa", f"{_PROBLEM} {_SIGNED_IN}")
ENROLL_TOTP = """
mutation EnrollTotp {
  enrollTotp { __typename ... on Problem { message } ... on TotpEnrollment { secret uri qrSvg } }
}
"""
CONFIRM_TOTP = _mutation("confirmTotp", f"{_PROBLEM} ... on RecoveryCodes {{ codes }}", "code: String!")
DISABLE_TOTP = "mutation DisableTotp { disableTotp { __typename ... on Problem { message } } }"
REGENERATE_RECOVERY_CODES = """
mutation RegenerateRecoveryCodes {
  regenerateRecoveryCodes { __typename ... on Problem { message } ... on RecoveryCodes { codes } }
}
"""

# Passkeys.

BEGIN_PASSKEY_SIGN_IN = """
mutation BeginPasskeySignIn {
  beginPasskeySignIn { __typename ... on Problem { message } ... on PasskeyChallenge { challenge options } }
}
"""
FINISH_PASSKEY_SIGN_IN = _mutation("finishPasskeySignIn", f"{_PROBLEM} {_SIGNED_IN}", "input: FinishPasskeyInput!")
BEGIN_PASSKEY_REGISTRATION = """
mutation BeginPasskeyRegistration {
  beginPasskeyRegistration { __typename ... on Problem { message } ... on PasskeyChallenge { challenge options } }
}
"""
FINISH_PASSKEY_REGISTRATION = _mutation(
    "finishPasskeyRegistration", f"{_PROBLEM} {_FIELDS}", "input: FinishPasskeyInput!"
)
RENAME_PASSKEY = f"""
mutation RenamePasskey($id: ID!, $name: String!) {{ renamePasskey(id: $id, name: $name) {{ {_PROBLEM} {_FIELDS} }} }}
"""
DELETE_PASSKEY = _mutation("deletePasskey", _PROBLEM, "id: ID!")
