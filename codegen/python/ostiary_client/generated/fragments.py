# Written by codegen. Do not edit.
from datetime import datetime
from typing import Any, Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import (
    ApiKeyKind,
    InviteStatus,
    MfaMethod,
    OrgRole,
    SiteRole,
    VerificationChannel,
)


class IdentityFields(BaseModel):
    id: str
    provider: str
    provider_user_id: str = Field(alias="providerUserId")
    email: Optional[str]
    linked_at: datetime = Field(alias="linkedAt")


class OrgFields(BaseModel):
    id: str
    name: str
    slug: str
    description: Optional[str]
    is_active: bool = Field(alias="isActive")
    created_at: datetime = Field(alias="createdAt")
    updated_at: Optional[datetime] = Field(alias="updatedAt")
    viewer_role: Optional[OrgRole] = Field(alias="viewerRole")
    member_count: Optional[int] = Field(alias="memberCount")


class OrgMemberFields(BaseModel):
    id: str
    org_id: str = Field(alias="orgId")
    user_id: str = Field(alias="userId")
    role: OrgRole
    joined_at: datetime = Field(alias="joinedAt")
    full_name: Optional[str] = Field(alias="fullName")
    email: Optional[str]


class PasskeyFields(BaseModel):
    id: str
    name: str
    created_at: datetime = Field(alias="createdAt")
    last_used_at: Optional[datetime] = Field(alias="lastUsedAt")
    backed_up: bool = Field(alias="backedUp")


class UserFields(BaseModel):
    id: str
    full_name: Optional[str] = Field(alias="fullName")
    avatar_url: Optional[str] = Field(alias="avatarUrl")
    email: Optional[str]
    email_verified: Optional[bool] = Field(alias="emailVerified")
    phone: Optional[str]
    phone_verified: Optional[bool] = Field(alias="phoneVerified")
    role: Optional[SiteRole]
    is_active: Optional[bool] = Field(alias="isActive")
    locale: Optional[str]
    user_data: Optional[Any] = Field(alias="userData")
    created_at: datetime = Field(alias="createdAt")
    last_sign_in_at: Optional[datetime] = Field(alias="lastSignInAt")


class AccountFields(UserFields):
    memberships: Optional[list["AccountFieldsMemberships"]]
    identities: Optional[list["AccountFieldsIdentities"]]
    second_factors: Optional[list[MfaMethod]] = Field(alias="secondFactors")
    passkeys: Optional[list["AccountFieldsPasskeys"]]


class AccountFieldsMemberships(OrgMemberFields):
    org: "AccountFieldsMembershipsOrg"


class AccountFieldsMembershipsOrg(OrgFields):
    pass


class AccountFieldsIdentities(IdentityFields):
    pass


class AccountFieldsPasskeys(PasskeyFields):
    pass


class ApiKeyFields(BaseModel):
    id: str
    name: str
    kind: ApiKeyKind
    prefix: str
    created_at: datetime = Field(alias="createdAt")
    last_used_at: Optional[datetime] = Field(alias="lastUsedAt")
    expires_at: Optional[datetime] = Field(alias="expiresAt")
    revoked_at: Optional[datetime] = Field(alias="revokedAt")


class ApiKeyCreatedFields(BaseModel):
    key: str
    api_key: "ApiKeyCreatedFieldsApiKey" = Field(alias="apiKey")


class ApiKeyCreatedFieldsApiKey(ApiKeyFields):
    pass


class AuditEventFields(BaseModel):
    id: str
    type_: str = Field(alias="type")
    at: datetime
    actor_id: Optional[str] = Field(alias="actorId")
    actor_email: Optional[str] = Field(alias="actorEmail")
    target_type: Optional[str] = Field(alias="targetType")
    target_id: Optional[str] = Field(alias="targetId")
    org_id: Optional[str] = Field(alias="orgId")
    ip_address: Optional[str] = Field(alias="ipAddress")
    user_agent: Optional[str] = Field(alias="userAgent")
    detail: Optional[Any]


class PageFields(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    has_previous_page: bool = Field(alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(alias="startCursor")
    end_cursor: Optional[str] = Field(alias="endCursor")


class AuditEventPageFields(BaseModel):
    nodes: list["AuditEventPageFieldsNodes"]
    page_info: "AuditEventPageFieldsPageInfo" = Field(alias="pageInfo")


class AuditEventPageFieldsNodes(AuditEventFields):
    pass


class AuditEventPageFieldsPageInfo(PageFields):
    pass


class CodeSentFields(BaseModel):
    phone: str
    expires_in: int = Field(alias="expiresIn")


class InviteFields(BaseModel):
    id: str
    email: str
    role: OrgRole
    status: InviteStatus
    created_at: datetime = Field(alias="createdAt")
    expires_at: datetime = Field(alias="expiresAt")
    accepted_at: Optional[datetime] = Field(alias="acceptedAt")
    org: "InviteFieldsOrg"
    invited_by: Optional["InviteFieldsInvitedBy"] = Field(alias="invitedBy")


class InviteFieldsOrg(BaseModel):
    id: str
    name: str
    slug: str


class InviteFieldsInvitedBy(BaseModel):
    id: str
    full_name: Optional[str] = Field(alias="fullName")


class ManagedUserFields(UserFields):
    app_data: Optional[Any] = Field(alias="appData")
    updated_at: Optional[datetime] = Field(alias="updatedAt")
    locked_until: Optional[datetime] = Field(alias="lockedUntil")
    failed_sign_ins: Optional[int] = Field(alias="failedSignIns")
    second_factors: Optional[list[MfaMethod]] = Field(alias="secondFactors")


class MfaRequiredFields(BaseModel):
    challenge: str
    methods: list[MfaMethod]
    expires_in: int = Field(alias="expiresIn")
    passkey_options: Optional[Any] = Field(alias="passkeyOptions")


class SessionFields(BaseModel):
    id: str
    created_at: datetime = Field(alias="createdAt")
    last_seen_at: datetime = Field(alias="lastSeenAt")
    expires_at: datetime = Field(alias="expiresAt")
    ip_address: Optional[str] = Field(alias="ipAddress")
    methods: list[str]
    current: bool
    device: "SessionFieldsDevice"
    active_org: Optional["SessionFieldsActiveOrg"] = Field(alias="activeOrg")


class SessionFieldsDevice(BaseModel):
    browser: Optional[str]
    browser_version: Optional[str] = Field(alias="browserVersion")
    os: Optional[str]
    os_version: Optional[str] = Field(alias="osVersion")
    kind: str


class SessionFieldsActiveOrg(OrgFields):
    pass


class SignedInFields(BaseModel):
    access_token: Optional[str] = Field(alias="accessToken")
    refresh_token: Optional[str] = Field(alias="refreshToken")
    token_type: str = Field(alias="tokenType")
    expires_in: int = Field(alias="expiresIn")
    mfa_enrollment_required: bool = Field(alias="mfaEnrollmentRequired")
    session: "SignedInFieldsSession"
    user: "SignedInFieldsUser"


class SignedInFieldsSession(SessionFields):
    pass


class SignedInFieldsUser(UserFields):
    pass


class SigningKeyFields(BaseModel):
    kid: str
    algorithm: str
    created_at: datetime = Field(alias="createdAt")
    retired_at: Optional[datetime] = Field(alias="retiredAt")


class VerificationRequiredFields(BaseModel):
    channel: VerificationChannel
    address: str
