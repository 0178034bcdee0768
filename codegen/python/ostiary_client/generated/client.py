# Written by codegen. Do not edit.
from datetime import datetime
from typing import Any, Optional, Union

from .accept_invite import (
    AcceptInvite,
    AcceptInviteEmailNotVerified,
    AcceptInviteInvalidToken,
    AcceptInviteInviteNotYours,
    AcceptInviteOrgMember,
)
from .account_export import AccountExport
from .activate_user import (
    ActivateUser,
    ActivateUserNotFound,
    ActivateUserRoleTooHigh,
    ActivateUserUser,
)
from .add_member import (
    AddMember,
    AddMemberAlreadyMember,
    AddMemberNotFound,
    AddMemberOrgMember,
    AddMemberRoleTooHigh,
)
from .add_members import (
    AddMembers,
    AddMembersInvalidInput,
    AddMembersMembersAdded,
    AddMembersRoleTooHigh,
)
from .api_keys import ApiKeys, ApiKeysApiKeys
from ostiary_client.sync import BearerSession
from .audit_events import AuditEvents, AuditEventsAuditEvents
from .auth_config import AuthConfig, AuthConfigAuthConfig
from .base_model import UNSET, UnsetType
from .begin_passkey_registration import (
    BeginPasskeyRegistration,
    BeginPasskeyRegistrationFeatureDisabled,
    BeginPasskeyRegistrationPasskeyChallenge,
)
from .begin_passkey_sign_in import (
    BeginPasskeySignIn,
    BeginPasskeySignInFeatureDisabled,
    BeginPasskeySignInPasskeyChallenge,
)
from .change_email import (
    ChangeEmail,
    ChangeEmailEmailSent,
    ChangeEmailInvalidInput,
    ChangeEmailRedirectNotAllowed,
)
from .change_password import (
    ChangePassword,
    ChangePasswordAccountLocked,
    ChangePasswordInvalidCredentials,
    ChangePasswordPasswordChanged,
    ChangePasswordWeakPassword,
)
from .change_phone import (
    ChangePhone,
    ChangePhoneCodeSent,
    ChangePhoneFeatureDisabled,
    ChangePhoneInvalidInput,
)
from .complete_mfa import (
    CompleteMfa,
    CompleteMfaAccountDeactivated,
    CompleteMfaAccountLocked,
    CompleteMfaInvalidCode,
    CompleteMfaInvalidToken,
    CompleteMfaSignedIn,
)
from .confirm_totp import (
    ConfirmTotp,
    ConfirmTotpInvalidCode,
    ConfirmTotpNotFound,
    ConfirmTotpRecoveryCodes,
)
from .create_api_key import (
    CreateApiKey,
    CreateApiKeyApiKeyCreated,
    CreateApiKeyInvalidInput,
)
from .create_org import (
    CreateOrg,
    CreateOrgInvalidInput,
    CreateOrgOrg,
    CreateOrgSlugTaken,
)
from .create_user import (
    CreateUser,
    CreateUserEmailTaken,
    CreateUserInvalidInput,
    CreateUserPhoneTaken,
    CreateUserRoleTooHigh,
    CreateUserUser,
    CreateUserWeakPassword,
)
from .deactivate_user import (
    DeactivateUser,
    DeactivateUserLastAdmin,
    DeactivateUserNotFound,
    DeactivateUserRoleTooHigh,
    DeactivateUserUser,
)
from .decline_invite import (
    DeclineInvite,
    DeclineInviteInvalidToken,
    DeclineInviteInviteDeclined,
)
from .delete_account import (
    DeleteAccount,
    DeleteAccountAccountDeleted,
    DeleteAccountLastAdmin,
    DeleteAccountOwnsOrgs,
)
from .delete_org import DeleteOrg, DeleteOrgOrgDeleted
from .delete_passkey import (
    DeletePasskey,
    DeletePasskeyLastSignInMethod,
    DeletePasskeyNotFound,
    DeletePasskeyUser,
)
from .delete_user import (
    DeleteUser,
    DeleteUserAccountDeleted,
    DeleteUserLastAdmin,
    DeleteUserNotFound,
    DeleteUserOwnsOrgs,
    DeleteUserRoleTooHigh,
)
from .disable_totp import (
    DisableTotp,
    DisableTotpNotFound,
    DisableTotpUser,
)
from .enroll_totp import (
    EnrollTotp,
    EnrollTotpFeatureDisabled,
    EnrollTotpTotpEnrollment,
)
from .enums import InviteStatus, OrgRole, SiteRole
from .finish_passkey_registration import (
    FinishPasskeyRegistration,
    FinishPasskeyRegistrationInvalidInput,
    FinishPasskeyRegistrationInvalidToken,
    FinishPasskeyRegistrationPasskey,
)
from .finish_passkey_sign_in import (
    FinishPasskeySignIn,
    FinishPasskeySignInAccountDeactivated,
    FinishPasskeySignInAccountLocked,
    FinishPasskeySignInFeatureDisabled,
    FinishPasskeySignInInvalidToken,
    FinishPasskeySignInSignedIn,
)
from .input_types import (
    AddMemberInput,
    AddMembersInput,
    ChangeEmailInput,
    ChangePasswordInput,
    CompleteMfaInput,
    CreateApiKeyInput,
    CreateOrgInput,
    CreateUserInput,
    EmailLinkInput,
    FinishPasskeyInput,
    InviteIdInput,
    InviteInput,
    InviteProofInput,
    MagicLinkInput,
    MemberInput,
    PhoneCodeInput,
    ReauthenticateInput,
    RedeemGrantInput,
    RefreshInput,
    ResetPasswordInput,
    SignInInput,
    SignInWithPhoneInput,
    SignInWithProviderInput,
    SignUpInput,
    SignUpWithPhoneInput,
    UpdateMemberRoleInput,
    UpdateOrgInput,
    UpdateProfileInput,
    UpdateUserInput,
    VerifyEmailInput,
)
from .invite import (
    Invite,
    InviteAlreadyMember,
    InviteInvalidInput,
    InviteInviteSent,
    InviteRedirectNotAllowed,
    InviteRoleTooHigh,
)
from .invite_preview import InvitePreview, InvitePreviewInvitePreview
from .leave_org import (
    LeaveOrg,
    LeaveOrgLastOwner,
    LeaveOrgMemberRemoved,
)
from .link_provider import (
    LinkProvider,
    LinkProviderInvalidInput,
    LinkProviderProviderNotConfigured,
    LinkProviderProviderRedirect,
    LinkProviderRedirectNotAllowed,
)
from .me import Me, MeMe
from .my_audit_events import MyAuditEvents, MyAuditEventsMyAuditEvents
from .my_invites import MyInvites, MyInvitesMyInvites
from .operations import (
    ACCEPT_INVITE_GQL,
    ACCOUNT_EXPORT_GQL,
    ACTIVATE_USER_GQL,
    ADD_MEMBER_GQL,
    ADD_MEMBERS_GQL,
    API_KEYS_GQL,
    AUDIT_EVENTS_GQL,
    AUTH_CONFIG_GQL,
    BEGIN_PASSKEY_REGISTRATION_GQL,
    BEGIN_PASSKEY_SIGN_IN_GQL,
    CHANGE_EMAIL_GQL,
    CHANGE_PASSWORD_GQL,
    CHANGE_PHONE_GQL,
    COMPLETE_MFA_GQL,
    CONFIRM_TOTP_GQL,
    CREATE_API_KEY_GQL,
    CREATE_ORG_GQL,
    CREATE_USER_GQL,
    DEACTIVATE_USER_GQL,
    DECLINE_INVITE_GQL,
    DELETE_ACCOUNT_GQL,
    DELETE_ORG_GQL,
    DELETE_PASSKEY_GQL,
    DELETE_USER_GQL,
    DISABLE_TOTP_GQL,
    ENROLL_TOTP_GQL,
    FINISH_PASSKEY_REGISTRATION_GQL,
    FINISH_PASSKEY_SIGN_IN_GQL,
    INVITE_GQL,
    INVITE_PREVIEW_GQL,
    LEAVE_ORG_GQL,
    LINK_PROVIDER_GQL,
    ME_GQL,
    MY_AUDIT_EVENTS_GQL,
    MY_INVITES_GQL,
    ORG_AUDIT_EVENTS_GQL,
    ORG_BY_SLUG_GQL,
    ORG_GQL,
    ORG_INVITES_GQL,
    ORG_MEMBERS_GQL,
    REAUTHENTICATE_GQL,
    REDEEM_GRANT_GQL,
    REDIRECT_ORIGINS_GQL,
    REFRESH_GQL,
    REGENERATE_RECOVERY_CODES_GQL,
    REMOVE_MEMBER_GQL,
    RENAME_PASSKEY_GQL,
    REQUEST_PASSWORD_RESET_BY_PHONE_GQL,
    REQUEST_PASSWORD_RESET_GQL,
    RESEND_INVITE_GQL,
    RESEND_VERIFICATION_CODE_GQL,
    RESEND_VERIFICATION_EMAIL_GQL,
    RESET_PASSWORD_GQL,
    REVOKE_API_KEY_GQL,
    REVOKE_INVITE_GQL,
    REVOKE_SESSION_GQL,
    REVOKE_USER_SESSIONS_GQL,
    ROTATE_API_KEY_GQL,
    ROTATE_SIGNING_KEY_GQL,
    SEND_MAGIC_LINK_GQL,
    SEND_SIGN_IN_CODE_GQL,
    SESSION_GQL,
    SESSIONS_GQL,
    SET_REDIRECT_ORIGINS_GQL,
    SIGN_IN_GQL,
    SIGN_IN_WITH_CODE_GQL,
    SIGN_IN_WITH_MAGIC_LINK_GQL,
    SIGN_IN_WITH_PHONE_GQL,
    SIGN_IN_WITH_PROVIDER_GQL,
    SIGN_OUT_EVERYWHERE_GQL,
    SIGN_OUT_GQL,
    SIGN_UP_GQL,
    SIGN_UP_WITH_PHONE_GQL,
    SIGNING_KEYS_GQL,
    SWITCH_ORG_GQL,
    TRANSFER_OWNERSHIP_GQL,
    UNDO_EMAIL_CHANGE_GQL,
    UNLINK_PROVIDER_GQL,
    UNLOCK_USER_GQL,
    UPDATE_MEMBER_ROLE_GQL,
    UPDATE_ORG_GQL,
    UPDATE_PROFILE_GQL,
    UPDATE_USER_GQL,
    USER_GQL,
    USERS_GQL,
    VERIFY_EMAIL_GQL,
    VERIFY_PHONE_GQL,
)
from .org import Org, OrgOrg
from .org_audit_events import OrgAuditEvents, OrgAuditEventsOrgAuditEvents
from .org_by_slug import OrgBySlug, OrgBySlugOrgBySlug
from .org_invites import OrgInvites, OrgInvitesOrgInvites
from .org_members import OrgMembers, OrgMembersOrgMembers
from .reauthenticate import (
    Reauthenticate,
    ReauthenticateAccountLocked,
    ReauthenticateFeatureDisabled,
    ReauthenticateInvalidCode,
    ReauthenticateInvalidCredentials,
    ReauthenticateSignedIn,
)
from .redeem_grant import (
    RedeemGrant,
    RedeemGrantAccountDeactivated,
    RedeemGrantInvalidToken,
    RedeemGrantMfaRequired,
    RedeemGrantSignedIn,
)
from .redirect_origins import RedirectOrigins
from .refresh import Refresh, RefreshInvalidToken, RefreshSignedIn
from .regenerate_recovery_codes import (
    RegenerateRecoveryCodes,
    RegenerateRecoveryCodesNotFound,
    RegenerateRecoveryCodesRecoveryCodes,
)
from .remove_member import (
    RemoveMember,
    RemoveMemberLastOwner,
    RemoveMemberMemberRemoved,
    RemoveMemberNotFound,
    RemoveMemberRoleTooHigh,
)
from .rename_passkey import (
    RenamePasskey,
    RenamePasskeyInvalidInput,
    RenamePasskeyNotFound,
    RenamePasskeyPasskey,
)
from .request_password_reset import (
    RequestPasswordReset,
    RequestPasswordResetEmailSent,
    RequestPasswordResetFeatureDisabled,
    RequestPasswordResetInvalidInput,
    RequestPasswordResetRedirectNotAllowed,
)
from .request_password_reset_by_phone import (
    RequestPasswordResetByPhone,
    RequestPasswordResetByPhoneCodeSent,
    RequestPasswordResetByPhoneFeatureDisabled,
    RequestPasswordResetByPhoneInvalidInput,
)
from .resend_invite import (
    ResendInvite,
    ResendInviteAlreadyMember,
    ResendInviteInviteSent,
    ResendInviteNotFound,
    ResendInviteRoleTooHigh,
)
from .resend_verification_code import (
    ResendVerificationCode,
    ResendVerificationCodeCodeSent,
    ResendVerificationCodeFeatureDisabled,
    ResendVerificationCodeInvalidInput,
)
from .resend_verification_email import (
    ResendVerificationEmail,
    ResendVerificationEmailEmailSent,
    ResendVerificationEmailFeatureDisabled,
    ResendVerificationEmailInvalidInput,
    ResendVerificationEmailRedirectNotAllowed,
)
from .reset_password import (
    ResetPassword,
    ResetPasswordInvalidToken,
    ResetPasswordPasswordChanged,
    ResetPasswordWeakPassword,
)
from .revoke_api_key import (
    RevokeApiKey,
    RevokeApiKeyApiKey,
    RevokeApiKeyNotFound,
)
from .revoke_invite import (
    RevokeInvite,
    RevokeInviteInvite,
    RevokeInviteNotFound,
)
from .revoke_session import (
    RevokeSession,
    RevokeSessionNotFound,
    RevokeSessionSignedOut,
)
from .revoke_user_sessions import (
    RevokeUserSessions,
    RevokeUserSessionsNotFound,
    RevokeUserSessionsRoleTooHigh,
    RevokeUserSessionsUser,
)
from .rotate_api_key import (
    RotateApiKey,
    RotateApiKeyApiKeyCreated,
    RotateApiKeyNotFound,
)
from .rotate_signing_key import (
    RotateSigningKey,
    RotateSigningKeySigningKey,
)
from .send_magic_link import (
    SendMagicLink,
    SendMagicLinkEmailSent,
    SendMagicLinkFeatureDisabled,
    SendMagicLinkInvalidInput,
    SendMagicLinkRedirectNotAllowed,
)
from .send_sign_in_code import (
    SendSignInCode,
    SendSignInCodeCodeSent,
    SendSignInCodeFeatureDisabled,
    SendSignInCodeInvalidInput,
)
from .session import Session, SessionSession
from .sessions import Sessions, SessionsSessions
from .set_redirect_origins import (
    SetRedirectOrigins,
    SetRedirectOriginsInvalidInput,
    SetRedirectOriginsRedirectOrigins,
)
from .sign_in import (
    SignIn,
    SignInAccountDeactivated,
    SignInAccountLocked,
    SignInEmailNotVerified,
    SignInInvalidCredentials,
    SignInMfaRequired,
    SignInSignedIn,
)
from .sign_in_with_code import (
    SignInWithCode,
    SignInWithCodeAccountDeactivated,
    SignInWithCodeAccountLocked,
    SignInWithCodeFeatureDisabled,
    SignInWithCodeInvalidCode,
    SignInWithCodeMfaRequired,
    SignInWithCodeSignedIn,
)
from .sign_in_with_magic_link import (
    SignInWithMagicLink,
    SignInWithMagicLinkAccountDeactivated,
    SignInWithMagicLinkAccountLocked,
    SignInWithMagicLinkFeatureDisabled,
    SignInWithMagicLinkInvalidToken,
    SignInWithMagicLinkMfaRequired,
    SignInWithMagicLinkSignedIn,
)
from .sign_in_with_phone import (
    SignInWithPhone,
    SignInWithPhoneAccountDeactivated,
    SignInWithPhoneAccountLocked,
    SignInWithPhoneFeatureDisabled,
    SignInWithPhoneInvalidCredentials,
    SignInWithPhoneMfaRequired,
    SignInWithPhonePhoneNotVerified,
    SignInWithPhoneSignedIn,
)
from .sign_in_with_provider import (
    SignInWithProvider,
    SignInWithProviderInvalidInput,
    SignInWithProviderProviderNotConfigured,
    SignInWithProviderProviderRedirect,
    SignInWithProviderRedirectNotAllowed,
)
from .sign_out import SignOut, SignOutSignedOut
from .sign_out_everywhere import (
    SignOutEverywhere,
    SignOutEverywhereSignedOut,
)
from .sign_up import (
    SignUp,
    SignUpEmailTaken,
    SignUpFeatureDisabled,
    SignUpInvalidInput,
    SignUpRedirectNotAllowed,
    SignUpSignedIn,
    SignUpVerificationRequired,
    SignUpWeakPassword,
)
from .sign_up_with_phone import (
    SignUpWithPhone,
    SignUpWithPhoneFeatureDisabled,
    SignUpWithPhoneInvalidInput,
    SignUpWithPhonePhoneTaken,
    SignUpWithPhoneSignedIn,
    SignUpWithPhoneVerificationRequired,
    SignUpWithPhoneWeakPassword,
)
from .signing_keys import SigningKeys, SigningKeysSigningKeys
from .switch_org import (
    SwitchOrg,
    SwitchOrgNotFound,
    SwitchOrgSignedIn,
)
from .transfer_ownership import (
    TransferOwnership,
    TransferOwnershipInvalidInput,
    TransferOwnershipNotFound,
    TransferOwnershipOrgMember,
)
from .undo_email_change import (
    UndoEmailChange,
    UndoEmailChangeInvalidToken,
    UndoEmailChangePasswordResetRequired,
)
from .unlink_provider import (
    UnlinkProvider,
    UnlinkProviderLastSignInMethod,
    UnlinkProviderNotFound,
    UnlinkProviderUser,
)
from .unlock_user import (
    UnlockUser,
    UnlockUserNotFound,
    UnlockUserUser,
)
from .update_member_role import (
    UpdateMemberRole,
    UpdateMemberRoleLastOwner,
    UpdateMemberRoleNotFound,
    UpdateMemberRoleOrgMember,
    UpdateMemberRoleRoleTooHigh,
)
from .update_org import (
    UpdateOrg,
    UpdateOrgInvalidInput,
    UpdateOrgOrg,
    UpdateOrgSlugTaken,
)
from .update_profile import (
    UpdateProfile,
    UpdateProfileInvalidInput,
    UpdateProfileUser,
)
from .update_user import (
    UpdateUser,
    UpdateUserEmailTaken,
    UpdateUserInvalidInput,
    UpdateUserLastAdmin,
    UpdateUserNotFound,
    UpdateUserPhoneTaken,
    UpdateUserRoleTooHigh,
    UpdateUserUser,
)
from .user import User, UserUser
from .users import Users, UsersUsers
from .verify_email import (
    VerifyEmail,
    VerifyEmailEmailVerified,
    VerifyEmailInvalidToken,
)
from .verify_phone import (
    VerifyPhone,
    VerifyPhoneAccountDeactivated,
    VerifyPhoneAccountLocked,
    VerifyPhoneFeatureDisabled,
    VerifyPhoneInvalidCode,
    VerifyPhoneMfaRequired,
    VerifyPhoneSignedIn,
)


def gql(q: str) -> str:
    return q


class Client(BearerSession):
    def auth_config(self, **kwargs: Any) -> AuthConfigAuthConfig:
        variables: dict[str, object] = {}
        response = self.execute(
            query=AUTH_CONFIG_GQL,
            operation_name="AuthConfig",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return AuthConfig.model_validate(data).auth_config

    def me(self, **kwargs: Any) -> Optional[MeMe]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=ME_GQL, operation_name="Me", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Me.model_validate(data).me

    def account_export(self, **kwargs: Any) -> Optional[Any]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=ACCOUNT_EXPORT_GQL,
            operation_name="AccountExport",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return AccountExport.model_validate(data).account_export

    def sign_up(
        self, input: SignUpInput, **kwargs: Any
    ) -> Union[
        SignUpSignedIn,
        SignUpVerificationRequired,
        SignUpEmailTaken,
        SignUpWeakPassword,
        SignUpInvalidInput,
        SignUpRedirectNotAllowed,
        SignUpFeatureDisabled,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=SIGN_UP_GQL, operation_name="SignUp", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return SignUp.model_validate(data).sign_up

    def verify_email(
        self, input: VerifyEmailInput, **kwargs: Any
    ) -> Union[VerifyEmailEmailVerified, VerifyEmailInvalidToken]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=VERIFY_EMAIL_GQL,
            operation_name="VerifyEmail",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return VerifyEmail.model_validate(data).verify_email

    def resend_verification_email(
        self, input: EmailLinkInput, **kwargs: Any
    ) -> Union[
        ResendVerificationEmailEmailSent,
        ResendVerificationEmailInvalidInput,
        ResendVerificationEmailRedirectNotAllowed,
        ResendVerificationEmailFeatureDisabled,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=RESEND_VERIFICATION_EMAIL_GQL,
            operation_name="ResendVerificationEmail",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ResendVerificationEmail.model_validate(data).resend_verification_email

    def update_profile(
        self, input: UpdateProfileInput, **kwargs: Any
    ) -> Union[UpdateProfileUser, UpdateProfileInvalidInput]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=UPDATE_PROFILE_GQL,
            operation_name="UpdateProfile",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return UpdateProfile.model_validate(data).update_profile

    def change_email(
        self, input: ChangeEmailInput, **kwargs: Any
    ) -> Union[
        ChangeEmailEmailSent,
        ChangeEmailInvalidInput,
        ChangeEmailRedirectNotAllowed,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=CHANGE_EMAIL_GQL,
            operation_name="ChangeEmail",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ChangeEmail.model_validate(data).change_email

    def undo_email_change(
        self, token: str, **kwargs: Any
    ) -> Union[
        UndoEmailChangePasswordResetRequired,
        UndoEmailChangeInvalidToken,
    ]:
        variables: dict[str, object] = {"token": token}
        response = self.execute(
            query=UNDO_EMAIL_CHANGE_GQL,
            operation_name="UndoEmailChange",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return UndoEmailChange.model_validate(data).undo_email_change

    def delete_account(
        self, **kwargs: Any
    ) -> Union[
        DeleteAccountAccountDeleted,
        DeleteAccountOwnsOrgs,
        DeleteAccountLastAdmin,
    ]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=DELETE_ACCOUNT_GQL,
            operation_name="DeleteAccount",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return DeleteAccount.model_validate(data).delete_account

    def audit_events(
        self,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        type_: Union[Optional[str], UnsetType] = UNSET,
        actor_id: Union[Optional[str], UnsetType] = UNSET,
        org_id: Union[Optional[str], UnsetType] = UNSET,
        since: Union[Optional[datetime], UnsetType] = UNSET,
        until: Union[Optional[datetime], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> Optional[AuditEventsAuditEvents]:
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "type": type_,
            "actorId": actor_id,
            "orgId": org_id,
            "since": since,
            "until": until,
        }
        response = self.execute(
            query=AUDIT_EVENTS_GQL,
            operation_name="AuditEvents",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return AuditEvents.model_validate(data).audit_events

    def org_audit_events(
        self,
        org_id: str,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        type_: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> Optional[OrgAuditEventsOrgAuditEvents]:
        variables: dict[str, object] = {
            "orgId": org_id,
            "first": first,
            "after": after,
            "type": type_,
        }
        response = self.execute(
            query=ORG_AUDIT_EVENTS_GQL,
            operation_name="OrgAuditEvents",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return OrgAuditEvents.model_validate(data).org_audit_events

    def my_audit_events(
        self,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> Optional[MyAuditEventsMyAuditEvents]:
        variables: dict[str, object] = {"first": first, "after": after}
        response = self.execute(
            query=MY_AUDIT_EVENTS_GQL,
            operation_name="MyAuditEvents",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return MyAuditEvents.model_validate(data).my_audit_events

    def invite_preview(
        self, token: str, **kwargs: Any
    ) -> Optional[InvitePreviewInvitePreview]:
        variables: dict[str, object] = {"token": token}
        response = self.execute(
            query=INVITE_PREVIEW_GQL,
            operation_name="InvitePreview",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return InvitePreview.model_validate(data).invite_preview

    def my_invites(self, **kwargs: Any) -> Optional[list[MyInvitesMyInvites]]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=MY_INVITES_GQL,
            operation_name="MyInvites",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return MyInvites.model_validate(data).my_invites

    def org_invites(
        self,
        org_id: str,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        status: Union[Optional[InviteStatus], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> Optional[OrgInvitesOrgInvites]:
        variables: dict[str, object] = {
            "orgId": org_id,
            "first": first,
            "after": after,
            "status": status,
        }
        response = self.execute(
            query=ORG_INVITES_GQL,
            operation_name="OrgInvites",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return OrgInvites.model_validate(data).org_invites

    def invite(
        self, input: InviteInput, **kwargs: Any
    ) -> Union[
        InviteInviteSent,
        InviteAlreadyMember,
        InviteRoleTooHigh,
        InviteInvalidInput,
        InviteRedirectNotAllowed,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=INVITE_GQL, operation_name="Invite", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Invite.model_validate(data).invite

    def resend_invite(
        self, input: InviteIdInput, **kwargs: Any
    ) -> Union[
        ResendInviteInviteSent,
        ResendInviteNotFound,
        ResendInviteAlreadyMember,
        ResendInviteRoleTooHigh,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=RESEND_INVITE_GQL,
            operation_name="ResendInvite",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ResendInvite.model_validate(data).resend_invite

    def revoke_invite(
        self, input: InviteIdInput, **kwargs: Any
    ) -> Union[RevokeInviteInvite, RevokeInviteNotFound]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=REVOKE_INVITE_GQL,
            operation_name="RevokeInvite",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RevokeInvite.model_validate(data).revoke_invite

    def accept_invite(
        self, input: InviteProofInput, **kwargs: Any
    ) -> Union[
        AcceptInviteOrgMember,
        AcceptInviteInvalidToken,
        AcceptInviteInviteNotYours,
        AcceptInviteEmailNotVerified,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=ACCEPT_INVITE_GQL,
            operation_name="AcceptInvite",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return AcceptInvite.model_validate(data).accept_invite

    def decline_invite(
        self, input: InviteProofInput, **kwargs: Any
    ) -> Union[
        DeclineInviteInviteDeclined, DeclineInviteInvalidToken
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=DECLINE_INVITE_GQL,
            operation_name="DeclineInvite",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return DeclineInvite.model_validate(data).decline_invite

    def send_magic_link(
        self, input: EmailLinkInput, **kwargs: Any
    ) -> Union[
        SendMagicLinkEmailSent,
        SendMagicLinkInvalidInput,
        SendMagicLinkRedirectNotAllowed,
        SendMagicLinkFeatureDisabled,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=SEND_MAGIC_LINK_GQL,
            operation_name="SendMagicLink",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SendMagicLink.model_validate(data).send_magic_link

    def sign_in_with_magic_link(
        self, input: MagicLinkInput, **kwargs: Any
    ) -> Union[
        SignInWithMagicLinkSignedIn,
        SignInWithMagicLinkMfaRequired,
        SignInWithMagicLinkInvalidToken,
        SignInWithMagicLinkAccountLocked,
        SignInWithMagicLinkAccountDeactivated,
        SignInWithMagicLinkFeatureDisabled,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=SIGN_IN_WITH_MAGIC_LINK_GQL,
            operation_name="SignInWithMagicLink",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SignInWithMagicLink.model_validate(data).sign_in_with_magic_link

    def org_members(
        self,
        org_id: str,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        role: Union[Optional[OrgRole], UnsetType] = UNSET,
        search: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> Optional[OrgMembersOrgMembers]:
        variables: dict[str, object] = {
            "orgId": org_id,
            "first": first,
            "after": after,
            "role": role,
            "search": search,
        }
        response = self.execute(
            query=ORG_MEMBERS_GQL,
            operation_name="OrgMembers",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return OrgMembers.model_validate(data).org_members

    def add_member(
        self, input: AddMemberInput, **kwargs: Any
    ) -> Union[
        AddMemberOrgMember,
        AddMemberNotFound,
        AddMemberAlreadyMember,
        AddMemberRoleTooHigh,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=ADD_MEMBER_GQL,
            operation_name="AddMember",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return AddMember.model_validate(data).add_member

    def add_members(
        self, input: AddMembersInput, **kwargs: Any
    ) -> Union[
        AddMembersMembersAdded,
        AddMembersRoleTooHigh,
        AddMembersInvalidInput,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=ADD_MEMBERS_GQL,
            operation_name="AddMembers",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return AddMembers.model_validate(data).add_members

    def update_member_role(
        self, input: UpdateMemberRoleInput, **kwargs: Any
    ) -> Union[
        UpdateMemberRoleOrgMember,
        UpdateMemberRoleNotFound,
        UpdateMemberRoleLastOwner,
        UpdateMemberRoleRoleTooHigh,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=UPDATE_MEMBER_ROLE_GQL,
            operation_name="UpdateMemberRole",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return UpdateMemberRole.model_validate(data).update_member_role

    def remove_member(
        self, input: MemberInput, **kwargs: Any
    ) -> Union[
        RemoveMemberMemberRemoved,
        RemoveMemberNotFound,
        RemoveMemberLastOwner,
        RemoveMemberRoleTooHigh,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=REMOVE_MEMBER_GQL,
            operation_name="RemoveMember",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RemoveMember.model_validate(data).remove_member

    def leave_org(
        self, org_id: str, **kwargs: Any
    ) -> Union[LeaveOrgMemberRemoved, LeaveOrgLastOwner]:
        variables: dict[str, object] = {"orgId": org_id}
        response = self.execute(
            query=LEAVE_ORG_GQL,
            operation_name="LeaveOrg",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return LeaveOrg.model_validate(data).leave_org

    def complete_mfa(
        self, input: CompleteMfaInput, **kwargs: Any
    ) -> Union[
        CompleteMfaSignedIn,
        CompleteMfaInvalidCode,
        CompleteMfaInvalidToken,
        CompleteMfaAccountLocked,
        CompleteMfaAccountDeactivated,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=COMPLETE_MFA_GQL,
            operation_name="CompleteMfa",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return CompleteMfa.model_validate(data).complete_mfa

    def enroll_totp(
        self, **kwargs: Any
    ) -> Union[EnrollTotpTotpEnrollment, EnrollTotpFeatureDisabled]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=ENROLL_TOTP_GQL,
            operation_name="EnrollTotp",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return EnrollTotp.model_validate(data).enroll_totp

    def confirm_totp(
        self, code: str, **kwargs: Any
    ) -> Union[
        ConfirmTotpRecoveryCodes,
        ConfirmTotpInvalidCode,
        ConfirmTotpNotFound,
    ]:
        variables: dict[str, object] = {"code": code}
        response = self.execute(
            query=CONFIRM_TOTP_GQL,
            operation_name="ConfirmTotp",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ConfirmTotp.model_validate(data).confirm_totp

    def disable_totp(
        self, **kwargs: Any
    ) -> Union[DisableTotpUser, DisableTotpNotFound]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=DISABLE_TOTP_GQL,
            operation_name="DisableTotp",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return DisableTotp.model_validate(data).disable_totp

    def regenerate_recovery_codes(
        self, **kwargs: Any
    ) -> Union[
        RegenerateRecoveryCodesRecoveryCodes,
        RegenerateRecoveryCodesNotFound,
    ]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=REGENERATE_RECOVERY_CODES_GQL,
            operation_name="RegenerateRecoveryCodes",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RegenerateRecoveryCodes.model_validate(data).regenerate_recovery_codes

    def org(self, org_id: str, **kwargs: Any) -> Optional[OrgOrg]:
        variables: dict[str, object] = {"orgId": org_id}
        response = self.execute(
            query=ORG_GQL, operation_name="Org", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Org.model_validate(data).org

    def org_by_slug(
        self, slug: str, **kwargs: Any
    ) -> Optional[OrgBySlugOrgBySlug]:
        variables: dict[str, object] = {"slug": slug}
        response = self.execute(
            query=ORG_BY_SLUG_GQL,
            operation_name="OrgBySlug",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return OrgBySlug.model_validate(data).org_by_slug

    def create_org(
        self, input: CreateOrgInput, **kwargs: Any
    ) -> Union[
        CreateOrgOrg,
        CreateOrgSlugTaken,
        CreateOrgInvalidInput,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=CREATE_ORG_GQL,
            operation_name="CreateOrg",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return CreateOrg.model_validate(data).create_org

    def update_org(
        self, input: UpdateOrgInput, **kwargs: Any
    ) -> Union[
        UpdateOrgOrg,
        UpdateOrgSlugTaken,
        UpdateOrgInvalidInput,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=UPDATE_ORG_GQL,
            operation_name="UpdateOrg",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return UpdateOrg.model_validate(data).update_org

    def delete_org(
        self, org_id: str, **kwargs: Any
    ) -> Union[DeleteOrgOrgDeleted,]:
        variables: dict[str, object] = {"orgId": org_id}
        response = self.execute(
            query=DELETE_ORG_GQL,
            operation_name="DeleteOrg",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return DeleteOrg.model_validate(data).delete_org

    def transfer_ownership(
        self, input: MemberInput, **kwargs: Any
    ) -> Union[
        TransferOwnershipOrgMember,
        TransferOwnershipNotFound,
        TransferOwnershipInvalidInput,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=TRANSFER_OWNERSHIP_GQL,
            operation_name="TransferOwnership",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return TransferOwnership.model_validate(data).transfer_ownership

    def switch_org(
        self, org_id: Union[Optional[str], UnsetType] = UNSET, **kwargs: Any
    ) -> Union[SwitchOrgSignedIn, SwitchOrgNotFound]:
        variables: dict[str, object] = {"orgId": org_id}
        response = self.execute(
            query=SWITCH_ORG_GQL,
            operation_name="SwitchOrg",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SwitchOrg.model_validate(data).switch_org

    def begin_passkey_registration(
        self, **kwargs: Any
    ) -> Union[
        BeginPasskeyRegistrationPasskeyChallenge,
        BeginPasskeyRegistrationFeatureDisabled,
    ]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=BEGIN_PASSKEY_REGISTRATION_GQL,
            operation_name="BeginPasskeyRegistration",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return BeginPasskeyRegistration.model_validate(data).begin_passkey_registration

    def finish_passkey_registration(
        self, input: FinishPasskeyInput, **kwargs: Any
    ) -> Union[
        FinishPasskeyRegistrationPasskey,
        FinishPasskeyRegistrationInvalidToken,
        FinishPasskeyRegistrationInvalidInput,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=FINISH_PASSKEY_REGISTRATION_GQL,
            operation_name="FinishPasskeyRegistration",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return FinishPasskeyRegistration.model_validate(
            data
        ).finish_passkey_registration

    def rename_passkey(
        self, id: str, name: str, **kwargs: Any
    ) -> Union[
        RenamePasskeyPasskey,
        RenamePasskeyNotFound,
        RenamePasskeyInvalidInput,
    ]:
        variables: dict[str, object] = {"id": id, "name": name}
        response = self.execute(
            query=RENAME_PASSKEY_GQL,
            operation_name="RenamePasskey",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RenamePasskey.model_validate(data).rename_passkey

    def delete_passkey(
        self, id: str, **kwargs: Any
    ) -> Union[
        DeletePasskeyUser,
        DeletePasskeyNotFound,
        DeletePasskeyLastSignInMethod,
    ]:
        variables: dict[str, object] = {"id": id}
        response = self.execute(
            query=DELETE_PASSKEY_GQL,
            operation_name="DeletePasskey",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return DeletePasskey.model_validate(data).delete_passkey

    def begin_passkey_sign_in(
        self, **kwargs: Any
    ) -> Union[
        BeginPasskeySignInPasskeyChallenge,
        BeginPasskeySignInFeatureDisabled,
    ]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=BEGIN_PASSKEY_SIGN_IN_GQL,
            operation_name="BeginPasskeySignIn",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return BeginPasskeySignIn.model_validate(data).begin_passkey_sign_in

    def finish_passkey_sign_in(
        self, input: FinishPasskeyInput, **kwargs: Any
    ) -> Union[
        FinishPasskeySignInSignedIn,
        FinishPasskeySignInInvalidToken,
        FinishPasskeySignInAccountLocked,
        FinishPasskeySignInAccountDeactivated,
        FinishPasskeySignInFeatureDisabled,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=FINISH_PASSKEY_SIGN_IN_GQL,
            operation_name="FinishPasskeySignIn",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return FinishPasskeySignIn.model_validate(data).finish_passkey_sign_in

    def request_password_reset(
        self, input: EmailLinkInput, **kwargs: Any
    ) -> Union[
        RequestPasswordResetEmailSent,
        RequestPasswordResetInvalidInput,
        RequestPasswordResetRedirectNotAllowed,
        RequestPasswordResetFeatureDisabled,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=REQUEST_PASSWORD_RESET_GQL,
            operation_name="RequestPasswordReset",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RequestPasswordReset.model_validate(data).request_password_reset

    def reset_password(
        self, input: ResetPasswordInput, **kwargs: Any
    ) -> Union[
        ResetPasswordPasswordChanged,
        ResetPasswordInvalidToken,
        ResetPasswordWeakPassword,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=RESET_PASSWORD_GQL,
            operation_name="ResetPassword",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ResetPassword.model_validate(data).reset_password

    def change_password(
        self, input: ChangePasswordInput, **kwargs: Any
    ) -> Union[
        ChangePasswordPasswordChanged,
        ChangePasswordInvalidCredentials,
        ChangePasswordWeakPassword,
        ChangePasswordAccountLocked,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=CHANGE_PASSWORD_GQL,
            operation_name="ChangePassword",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ChangePassword.model_validate(data).change_password

    def sign_up_with_phone(
        self, input: SignUpWithPhoneInput, **kwargs: Any
    ) -> Union[
        SignUpWithPhoneSignedIn,
        SignUpWithPhoneVerificationRequired,
        SignUpWithPhonePhoneTaken,
        SignUpWithPhoneWeakPassword,
        SignUpWithPhoneInvalidInput,
        SignUpWithPhoneFeatureDisabled,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=SIGN_UP_WITH_PHONE_GQL,
            operation_name="SignUpWithPhone",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SignUpWithPhone.model_validate(data).sign_up_with_phone

    def verify_phone(
        self, input: PhoneCodeInput, **kwargs: Any
    ) -> Union[
        VerifyPhoneSignedIn,
        VerifyPhoneMfaRequired,
        VerifyPhoneInvalidCode,
        VerifyPhoneAccountLocked,
        VerifyPhoneAccountDeactivated,
        VerifyPhoneFeatureDisabled,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=VERIFY_PHONE_GQL,
            operation_name="VerifyPhone",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return VerifyPhone.model_validate(data).verify_phone

    def resend_verification_code(
        self, phone: str, **kwargs: Any
    ) -> Union[
        ResendVerificationCodeCodeSent,
        ResendVerificationCodeInvalidInput,
        ResendVerificationCodeFeatureDisabled,
    ]:
        variables: dict[str, object] = {"phone": phone}
        response = self.execute(
            query=RESEND_VERIFICATION_CODE_GQL,
            operation_name="ResendVerificationCode",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ResendVerificationCode.model_validate(data).resend_verification_code

    def sign_in_with_phone(
        self, input: SignInWithPhoneInput, **kwargs: Any
    ) -> Union[
        SignInWithPhoneSignedIn,
        SignInWithPhoneMfaRequired,
        SignInWithPhoneInvalidCredentials,
        SignInWithPhoneAccountLocked,
        SignInWithPhoneAccountDeactivated,
        SignInWithPhonePhoneNotVerified,
        SignInWithPhoneFeatureDisabled,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=SIGN_IN_WITH_PHONE_GQL,
            operation_name="SignInWithPhone",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SignInWithPhone.model_validate(data).sign_in_with_phone

    def send_sign_in_code(
        self, phone: str, **kwargs: Any
    ) -> Union[
        SendSignInCodeCodeSent,
        SendSignInCodeInvalidInput,
        SendSignInCodeFeatureDisabled,
    ]:
        variables: dict[str, object] = {"phone": phone}
        response = self.execute(
            query=SEND_SIGN_IN_CODE_GQL,
            operation_name="SendSignInCode",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SendSignInCode.model_validate(data).send_sign_in_code

    def sign_in_with_code(
        self, input: PhoneCodeInput, **kwargs: Any
    ) -> Union[
        SignInWithCodeSignedIn,
        SignInWithCodeMfaRequired,
        SignInWithCodeInvalidCode,
        SignInWithCodeAccountLocked,
        SignInWithCodeAccountDeactivated,
        SignInWithCodeFeatureDisabled,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=SIGN_IN_WITH_CODE_GQL,
            operation_name="SignInWithCode",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SignInWithCode.model_validate(data).sign_in_with_code

    def change_phone(
        self, phone: str, **kwargs: Any
    ) -> Union[
        ChangePhoneCodeSent,
        ChangePhoneInvalidInput,
        ChangePhoneFeatureDisabled,
    ]:
        variables: dict[str, object] = {"phone": phone}
        response = self.execute(
            query=CHANGE_PHONE_GQL,
            operation_name="ChangePhone",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ChangePhone.model_validate(data).change_phone

    def request_password_reset_by_phone(
        self, phone: str, **kwargs: Any
    ) -> Union[
        RequestPasswordResetByPhoneCodeSent,
        RequestPasswordResetByPhoneInvalidInput,
        RequestPasswordResetByPhoneFeatureDisabled,
    ]:
        variables: dict[str, object] = {"phone": phone}
        response = self.execute(
            query=REQUEST_PASSWORD_RESET_BY_PHONE_GQL,
            operation_name="RequestPasswordResetByPhone",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RequestPasswordResetByPhone.model_validate(
            data
        ).request_password_reset_by_phone

    def sign_in_with_provider(
        self, input: SignInWithProviderInput, **kwargs: Any
    ) -> Union[
        SignInWithProviderProviderRedirect,
        SignInWithProviderProviderNotConfigured,
        SignInWithProviderRedirectNotAllowed,
        SignInWithProviderInvalidInput,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=SIGN_IN_WITH_PROVIDER_GQL,
            operation_name="SignInWithProvider",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SignInWithProvider.model_validate(data).sign_in_with_provider

    def link_provider(
        self, input: SignInWithProviderInput, **kwargs: Any
    ) -> Union[
        LinkProviderProviderRedirect,
        LinkProviderProviderNotConfigured,
        LinkProviderRedirectNotAllowed,
        LinkProviderInvalidInput,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=LINK_PROVIDER_GQL,
            operation_name="LinkProvider",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return LinkProvider.model_validate(data).link_provider

    def unlink_provider(
        self, provider: str, **kwargs: Any
    ) -> Union[
        UnlinkProviderUser,
        UnlinkProviderNotFound,
        UnlinkProviderLastSignInMethod,
    ]:
        variables: dict[str, object] = {"provider": provider}
        response = self.execute(
            query=UNLINK_PROVIDER_GQL,
            operation_name="UnlinkProvider",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return UnlinkProvider.model_validate(data).unlink_provider

    def session(self, **kwargs: Any) -> Optional[SessionSession]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=SESSION_GQL, operation_name="Session", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Session.model_validate(data).session

    def sessions(self, **kwargs: Any) -> Optional[list[SessionsSessions]]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=SESSIONS_GQL, operation_name="Sessions", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Sessions.model_validate(data).sessions

    def sign_in(
        self, input: SignInInput, **kwargs: Any
    ) -> Union[
        SignInSignedIn,
        SignInMfaRequired,
        SignInInvalidCredentials,
        SignInAccountLocked,
        SignInAccountDeactivated,
        SignInEmailNotVerified,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=SIGN_IN_GQL, operation_name="SignIn", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return SignIn.model_validate(data).sign_in

    def refresh(
        self, input: Union[Optional[RefreshInput], UnsetType] = UNSET, **kwargs: Any
    ) -> Union[RefreshSignedIn, RefreshInvalidToken]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=REFRESH_GQL, operation_name="Refresh", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Refresh.model_validate(data).refresh

    def sign_out(
        self, input: Union[Optional[RefreshInput], UnsetType] = UNSET, **kwargs: Any
    ) -> Union[SignOutSignedOut,]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=SIGN_OUT_GQL, operation_name="SignOut", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return SignOut.model_validate(data).sign_out

    def sign_out_everywhere(
        self, keep_current: bool, **kwargs: Any
    ) -> Union[SignOutEverywhereSignedOut,]:
        variables: dict[str, object] = {"keepCurrent": keep_current}
        response = self.execute(
            query=SIGN_OUT_EVERYWHERE_GQL,
            operation_name="SignOutEverywhere",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SignOutEverywhere.model_validate(data).sign_out_everywhere

    def revoke_session(
        self, id: str, **kwargs: Any
    ) -> Union[RevokeSessionSignedOut, RevokeSessionNotFound]:
        variables: dict[str, object] = {"id": id}
        response = self.execute(
            query=REVOKE_SESSION_GQL,
            operation_name="RevokeSession",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RevokeSession.model_validate(data).revoke_session

    def reauthenticate(
        self, input: ReauthenticateInput, **kwargs: Any
    ) -> Union[
        ReauthenticateSignedIn,
        ReauthenticateInvalidCredentials,
        ReauthenticateInvalidCode,
        ReauthenticateAccountLocked,
        ReauthenticateFeatureDisabled,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=REAUTHENTICATE_GQL,
            operation_name="Reauthenticate",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return Reauthenticate.model_validate(data).reauthenticate

    def redeem_grant(
        self, input: RedeemGrantInput, **kwargs: Any
    ) -> Union[
        RedeemGrantSignedIn,
        RedeemGrantMfaRequired,
        RedeemGrantInvalidToken,
        RedeemGrantAccountDeactivated,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=REDEEM_GRANT_GQL,
            operation_name="RedeemGrant",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RedeemGrant.model_validate(data).redeem_grant

    def redirect_origins(self, **kwargs: Any) -> Optional[list[str]]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=REDIRECT_ORIGINS_GQL,
            operation_name="RedirectOrigins",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RedirectOrigins.model_validate(data).redirect_origins

    def set_redirect_origins(
        self, origins: list[str], **kwargs: Any
    ) -> Union[
        SetRedirectOriginsRedirectOrigins,
        SetRedirectOriginsInvalidInput,
    ]:
        variables: dict[str, object] = {"origins": origins}
        response = self.execute(
            query=SET_REDIRECT_ORIGINS_GQL,
            operation_name="SetRedirectOrigins",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SetRedirectOrigins.model_validate(data).set_redirect_origins

    def api_keys(self, **kwargs: Any) -> Optional[list[ApiKeysApiKeys]]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=API_KEYS_GQL, operation_name="ApiKeys", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ApiKeys.model_validate(data).api_keys

    def create_api_key(
        self, input: CreateApiKeyInput, **kwargs: Any
    ) -> Union[
        CreateApiKeyApiKeyCreated, CreateApiKeyInvalidInput
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=CREATE_API_KEY_GQL,
            operation_name="CreateApiKey",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return CreateApiKey.model_validate(data).create_api_key

    def rotate_api_key(
        self, id: str, **kwargs: Any
    ) -> Union[RotateApiKeyApiKeyCreated, RotateApiKeyNotFound]:
        variables: dict[str, object] = {"id": id}
        response = self.execute(
            query=ROTATE_API_KEY_GQL,
            operation_name="RotateApiKey",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RotateApiKey.model_validate(data).rotate_api_key

    def revoke_api_key(
        self, id: str, **kwargs: Any
    ) -> Union[RevokeApiKeyApiKey, RevokeApiKeyNotFound]:
        variables: dict[str, object] = {"id": id}
        response = self.execute(
            query=REVOKE_API_KEY_GQL,
            operation_name="RevokeApiKey",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RevokeApiKey.model_validate(data).revoke_api_key

    def signing_keys(
        self, **kwargs: Any
    ) -> Optional[list[SigningKeysSigningKeys]]:
        variables: dict[str, object] = {}
        response = self.execute(
            query=SIGNING_KEYS_GQL,
            operation_name="SigningKeys",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return SigningKeys.model_validate(data).signing_keys

    def rotate_signing_key(
        self, revoke: bool, **kwargs: Any
    ) -> Union[RotateSigningKeySigningKey,]:
        variables: dict[str, object] = {"revoke": revoke}
        response = self.execute(
            query=ROTATE_SIGNING_KEY_GQL,
            operation_name="RotateSigningKey",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RotateSigningKey.model_validate(data).rotate_signing_key

    def user(self, id: str, **kwargs: Any) -> Optional[UserUser]:
        variables: dict[str, object] = {"id": id}
        response = self.execute(
            query=USER_GQL, operation_name="User", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return User.model_validate(data).user

    def users(
        self,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        search: Union[Optional[str], UnsetType] = UNSET,
        role: Union[Optional[SiteRole], UnsetType] = UNSET,
        active: Union[Optional[bool], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> Optional[UsersUsers]:
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "search": search,
            "role": role,
            "active": active,
        }
        response = self.execute(
            query=USERS_GQL, operation_name="Users", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Users.model_validate(data).users

    def create_user(
        self, input: CreateUserInput, **kwargs: Any
    ) -> Union[
        CreateUserUser,
        CreateUserEmailTaken,
        CreateUserPhoneTaken,
        CreateUserWeakPassword,
        CreateUserInvalidInput,
        CreateUserRoleTooHigh,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=CREATE_USER_GQL,
            operation_name="CreateUser",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return CreateUser.model_validate(data).create_user

    def update_user(
        self, input: UpdateUserInput, **kwargs: Any
    ) -> Union[
        UpdateUserUser,
        UpdateUserNotFound,
        UpdateUserEmailTaken,
        UpdateUserPhoneTaken,
        UpdateUserInvalidInput,
        UpdateUserRoleTooHigh,
        UpdateUserLastAdmin,
    ]:
        variables: dict[str, object] = {"input": input}
        response = self.execute(
            query=UPDATE_USER_GQL,
            operation_name="UpdateUser",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return UpdateUser.model_validate(data).update_user

    def activate_user(
        self, id: str, **kwargs: Any
    ) -> Union[
        ActivateUserUser,
        ActivateUserNotFound,
        ActivateUserRoleTooHigh,
    ]:
        variables: dict[str, object] = {"id": id}
        response = self.execute(
            query=ACTIVATE_USER_GQL,
            operation_name="ActivateUser",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ActivateUser.model_validate(data).activate_user

    def deactivate_user(
        self, id: str, **kwargs: Any
    ) -> Union[
        DeactivateUserUser,
        DeactivateUserNotFound,
        DeactivateUserRoleTooHigh,
        DeactivateUserLastAdmin,
    ]:
        variables: dict[str, object] = {"id": id}
        response = self.execute(
            query=DEACTIVATE_USER_GQL,
            operation_name="DeactivateUser",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return DeactivateUser.model_validate(data).deactivate_user

    def unlock_user(
        self, id: str, **kwargs: Any
    ) -> Union[UnlockUserUser, UnlockUserNotFound]:
        variables: dict[str, object] = {"id": id}
        response = self.execute(
            query=UNLOCK_USER_GQL,
            operation_name="UnlockUser",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return UnlockUser.model_validate(data).unlock_user

    def revoke_user_sessions(
        self, id: str, **kwargs: Any
    ) -> Union[
        RevokeUserSessionsUser,
        RevokeUserSessionsNotFound,
        RevokeUserSessionsRoleTooHigh,
    ]:
        variables: dict[str, object] = {"id": id}
        response = self.execute(
            query=REVOKE_USER_SESSIONS_GQL,
            operation_name="RevokeUserSessions",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RevokeUserSessions.model_validate(data).revoke_user_sessions

    def delete_user(
        self, id: str, **kwargs: Any
    ) -> Union[
        DeleteUserAccountDeleted,
        DeleteUserNotFound,
        DeleteUserOwnsOrgs,
        DeleteUserRoleTooHigh,
        DeleteUserLastAdmin,
    ]:
        variables: dict[str, object] = {"id": id}
        response = self.execute(
            query=DELETE_USER_GQL,
            operation_name="DeleteUser",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return DeleteUser.model_validate(data).delete_user
