"""What pages say that no template says: problems and where they stand, what was done, what an event of the log was.

The fields of our forms have the names of the inputs.
"""

from collections.abc import Callable, Mapping
from typing import Any

from services.errors import PasswordWeakness
from services.texts import N_

WEAKNESSES: Mapping[str, str] = {
    PasswordWeakness.TOO_SHORT: N_("It is too short."),
    PasswordWeakness.TOO_LONG: N_("It is too long."),
    PasswordWeakness.COMMON: N_("It is among the most common passwords, which are guessed first."),
    PasswordWeakness.BREACHED: N_("It has appeared in a leak of passwords."),
    PasswordWeakness.REPEATED_CHARACTER: N_("It is one character over and over."),
    PasswordWeakness.CONTAINS_IDENTIFIER: N_("It contains your name or email address."),
}

WRONG_CODE = N_("This code is not right, or has expired. Check the address too.")
TOO_LATE = N_("That took too long, or went wrong too often. Please sign in again.")
PASSKEY_FAILED = N_("That passkey did not fit, or it took too long. Please try again.")

# By the name in `?done=`.
NOTICES: Mapping[str, str] = {
    "saved": N_("Your changes are saved."),
    "verified": N_("Your address is verified, and you are signed in."),
    "password_changed": N_("Your new password is set."),
    "phone_changed": N_("Your phone number is changed."),
    "session_ended": N_("That session has ended."),
    "others_ended": N_("You are signed out everywhere else."),
    "factor_removed": N_("Signing in asks for it no more."),
    "passkey_added": N_("Your passkey is ready: sign in with it from now on."),
    "passkey_removed": N_("The passkey is removed."),
    "linked": N_("You can sign in with it from now on."),
    "unlinked": N_("You can sign in with it no more."),
    "confirmed": N_("Thank you. Now press the button once more."),
    "account_deleted": N_("Your account is deleted."),
    "signed_out": N_("You are signed out."),
    "org_created": N_("Your organisation is ready. Invite the others."),
    "org_deleted": N_("The organisation is deleted."),
    "left": N_("You have left the organisation."),
    "joined": N_("Welcome! You are a member now."),
    "declined": N_("You declined the invitation."),
    "role_changed": N_("The role is changed."),
    "member_removed": N_("The member is removed."),
    "transferred": N_("The organisation has a new owner. You are an admin of it now."),
    "invite_sent": N_("The invitation is on its way."),
    "invite_revoked": N_("The invitation is taken back."),
}

# Events of the log about a person's own account, by their names without `auth.`.
EVENTS: Mapping[str, str] = {
    "user_registered": N_("The account was made"),
    "user_registered_again": N_("Somebody signed up with your address again"),
    "email_verified": N_("Your email address was verified"),
    "email_changed": N_("The email address was changed"),
    "email_change_undone": N_("A change of the email address was undone"),
    "phone_verified": N_("Your phone number was verified"),
    "phone_changed": N_("The phone number was changed"),
    "sms_withheld": N_("A text message was withheld, since there were too many"),
    "login_success": N_("Signed in"),
    "login_failed": N_("A sign-in failed"),
    "login_locked": N_("A sign-in was refused while the account was locked"),
    "account_locked": N_("Locked for a while after wrong guesses"),
    "logout": N_("Signed out"),
    "session_revoked": N_("A session was ended"),
    "refresh_reused": N_("A session was ended, as its token was used twice"),
    "magic_link_requested": N_("A sign-in link was asked for"),
    "password_reset_requested": N_("A new password was asked for"),
    "password_reset_confirmed": N_("A new password was set by a message"),
    "password_changed": N_("The password was changed"),
    "provider_linked": N_("Another way to sign in was added"),
    "provider_unlinked": N_("Another way to sign in was removed"),
    "user_updated": N_("The profile was changed"),
    "mfa_required": N_("The second step of a sign-in was asked for"),
    "factor_added": N_("A second step was switched on"),
    "factor_removed": N_("A second step was switched off"),
    "recovery_codes_generated": N_("New recovery codes were made"),
    "recovery_code_used": N_("A recovery code was used"),
    "passkey_added": N_("A passkey was added"),
    "passkey_renamed": N_("A passkey was given another name"),
    "passkey_removed": N_("A passkey was removed"),
    "passkey_counter_went_back": N_("An answer of a passkey was refused: it may have been copied"),
    "user_activated": N_("The account was switched on"),
    "user_deactivated": N_("The account was switched off"),
    "user_deleted": N_("An account was deleted"),
    "users_exported": N_("All accounts were exported"),
    "user_unlocked": N_("An administrator lifted a lock"),
    "org_created": N_("You founded an organisation"),
    "org_updated": N_("You changed an organisation"),
    "org_deleted": N_("You deleted an organisation"),
    "org_ownership_transferred": N_("An organisation was handed over"),
    "member_added": N_("Somebody became a member of an organisation"),
    "members_bulk_added": N_("Several became members of an organisation"),
    "member_role_updated": N_("A role in an organisation was changed"),
    "member_removed": N_("Somebody left an organisation, or was removed"),
    "invite_created": N_("An invitation was sent"),
    "invite_resent": N_("An invitation was sent again"),
    "invite_revoked": N_("An invitation was taken back"),
    "invite_accepted": N_("An invitation was accepted"),
    "invite_declined": N_("An invitation was declined"),
    "api_key_created": N_("An API key was made"),
    "api_key_rotated": N_("An API key was replaced"),
    "api_key_revoked": N_("An API key was ended"),
    "redirect_origins_set": N_("Other origins were allowed for links"),
    "signing_key_rotated": N_("A new signing key was made"),
}

# How a flow through a provider ended, by the `error` on its redirect.
FLOW_ERRORS: Mapping[str, str] = {
    "access_denied": N_("You declined, so nothing was changed."),
    "provider_unavailable": N_("They do not answer at the moment. Please try again later."),
    "provider_invalid_answer": N_("Their answer made no sense to us. Please try another way."),
    "email_unverified": N_("They have not verified your email address. Verify it there, or choose another way."),
    "identity_taken": N_("That account there belongs to somebody else here."),
    "account_deactivated": N_("This account is deactivated."),
    "sign_up_disabled": N_("There is no account here for it, and new ones cannot be made."),
    "link_expired": N_("That took too long, or began in another browser. Please try again."),
}

# How somebody signed in, by the names that a session keeps. A provider has a name of its own.
METHODS: Mapping[str, str] = {
    "password": N_("password"),
    "magic_link": N_("link by mail"),
    "email": N_("link by mail"),
    "sms_code": N_("texted code"),
    "totp": N_("authenticator"),
    "recovery_code": N_("recovery code"),
    "passkey": N_("passkey"),
}


def faults_in(problem: Mapping[str, Any], form: Mapping[str, str], say: Callable[..., str]) -> dict[str, list[str]]:
    """The sentences for each field that the problem is about. `say` puts our own into the reader's language."""
    if problem["__typename"] == "WeakPassword":
        field = "newPassword" if "newPassword" in form else "password"
        return {field: [say(WEAKNESSES[reason]) for reason in problem["reasons"]]}
    found: dict[str, list[str]] = {}
    for fault in problem.get("fields", []):
        found.setdefault(fault["path"], []).append(say("This %(fault)s.", fault=fault["message"]))
    return found


def sentence_for(problem: Mapping[str, Any]) -> str:
    """For the top of the form; empty where the fields say it all."""
    says_it_all = problem.get("reasons") or problem.get("fields")
    return "" if says_it_all else str(problem.get("message", ""))
