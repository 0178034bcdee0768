from tortoise import migrations
from tortoise.migrations import operations as ops
from models.api_key import ApiKeyKind
from models.invite import InviteStatus
from models.org import OrgRole
from models.outbox import Channel, OutboxStatus
from models.session import Purpose
from models.user import SiteRole
from orjson import loads
from tortoise.fields.base import OnDelete
from tortoise.fields.data import JSON_DUMPS
from uuid import uuid4
from uuid_utils.compat import uuid7
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    initial = True

    operations = [
        ops.CreateModel(
            name="ApiKey",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ("name", fields.CharField(max_length=100)),
                (
                    "kind",
                    fields.CharEnumField(
                        description="SECRET: SECRET\nPUBLISHABLE: PUBLISHABLE", enum_type=ApiKeyKind, max_length=12
                    ),
                ),
                ("digest", fields.CharField(unique=True, max_length=64)),
                ("prefix", fields.CharField(max_length=16)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("last_used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "api_keys",
                "app": "ostiary",
                "pk_attr": "id",
                "table_description": "Only a keyed digest is stored, and the first characters, by which people tell keys apart.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Attempts",
            fields=[
                ("key", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64)),
                ("failures", fields.IntField(default=0)),
                ("locked_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("counted_since", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "attempts",
                "app": "ostiary",
                "pk_attr": "key",
                "table_description": "Wrong guesses for one keyed digest of an identifier and purpose, whether or not anyone has it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AuditChain",
            fields=[
                ("id", fields.IntField(primary_key=True, unique=True, db_index=True, generated=False)),
                ("first_position", fields.BigIntField()),
                ("anchor_hash", fields.CharField(max_length=64)),
                ("last_position", fields.BigIntField()),
                ("last_hash", fields.CharField(max_length=64)),
            ],
            options={
                "table": "audit_chain",
                "app": "ostiary",
                "pk_attr": "id",
                "table_description": "One row: where the chain begins, after a retention cut, and where it ends.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ("type", fields.CharField(max_length=64)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("actor_id", fields.UUIDField(null=True)),
                ("target_type", fields.CharField(null=True, max_length=32)),
                ("target_id", fields.CharField(null=True, max_length=64)),
                ("org_id", fields.UUIDField(null=True)),
                ("detail", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("personal_digest", fields.CharField(max_length=64)),
                ("position", fields.BigIntField(null=True, unique=True)),
                ("chain_hash", fields.CharField(null=True, max_length=64)),
            ],
            options={
                "table": "audit_events",
                "app": "ostiary",
                "indexes": [
                    Index(fields=["actor_id", "id"]),
                    Index(fields=["target_id", "id"]),
                    Index(fields=["org_id", "id"]),
                    Index(fields=["type", "id"]),
                ],
                "pk_attr": "id",
                "table_description": "Ids, never relations: an event outlives what it tells of.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="AuditPersonal",
            fields=[
                ("event_id", fields.UUIDField(primary_key=True, default=uuid4, unique=True, db_index=True)),
                ("salt", fields.CharField(max_length=32)),
                ("actor_email", fields.CharField(null=True, max_length=254)),
                ("ip_address", fields.CharField(null=True, max_length=45)),
                ("user_agent", fields.CharField(null=True, max_length=512)),
            ],
            options={
                "table": "audit_personal",
                "app": "ostiary",
                "pk_attr": "event_id",
                "table_description": "The erasable part of one event.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="MailboxMessage",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                (
                    "channel",
                    fields.CharEnumField(description="EMAIL: email\nSMS: sms", enum_type=Channel, max_length=8),
                ),
                ("recipient", fields.CharField(max_length=254)),
                ("subject", fields.CharField(max_length=255)),
                ("text", fields.TextField(unique=False)),
                ("html", fields.TextField(null=True, unique=False)),
                ("at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "mailbox",
                "app": "ostiary",
                "pk_attr": "id",
                "table_description": "The development mailbox: what would have been sent, as its reader would see it. The newest few only.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Org",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ("name", fields.CharField(max_length=200)),
                ("slug", fields.CharField(unique=True, max_length=64)),
                ("description", fields.CharField(null=True, max_length=2000)),
                ("is_active", fields.BooleanField(default=True)),
                ("requires_mfa", fields.BooleanField(default=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("updated_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
            ],
            options={
                "table": "orgs",
                "app": "ostiary",
                "pk_attr": "id",
                "table_description": "`slug` is stored in lower case, which makes it unique without regard to case.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="OutboxMessage",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                (
                    "channel",
                    fields.CharEnumField(description="EMAIL: email\nSMS: sms", enum_type=Channel, max_length=8),
                ),
                ("template", fields.CharField(max_length=64)),
                ("sealed_payload", fields.TextField(null=True, unique=False)),
                (
                    "status",
                    fields.CharEnumField(
                        default=OutboxStatus.PENDING,
                        description="PENDING: pending\nSENT: sent\nFAILED: failed",
                        enum_type=OutboxStatus,
                        max_length=8,
                    ),
                ),
                ("attempts", fields.IntField(default=0)),
                ("last_error", fields.CharField(null=True, max_length=500)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("claimed_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("sent_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "outbox",
                "app": "ostiary",
                "indexes": [Index(fields=["status", "due_at"])],
                "pk_attr": "id",
                "table_description": "`sealed_payload` (recipient, template, values, encrypted) is wiped once the message is sent.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="RedirectOrigin",
            fields=[
                ("origin", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=255)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "redirect_origins",
                "app": "ostiary",
                "pk_attr": "origin",
                "table_description": "An exact origin, such as `https://app.example.com`.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SigningKey",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ("kid", fields.CharField(unique=True, max_length=64)),
                ("algorithm", fields.CharField(max_length=8)),
                ("public_jwk", fields.JSONField(null=True, encoder=JSON_DUMPS, decoder=loads)),
                ("sealed_private", fields.TextField(unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("signs_from", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("verifies_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "signing_keys",
                "app": "ostiary",
                "pk_attr": "id",
                "table_description": "`kid` is the JWK thumbprint (RFC 7638). The private part is encrypted with SECRET_KEY.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="User",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ("email", fields.CharField(null=True, unique=True, max_length=254)),
                ("email_verified", fields.BooleanField(default=False)),
                ("phone", fields.CharField(null=True, unique=True, max_length=16)),
                ("phone_verified", fields.BooleanField(default=False)),
                ("password_hash", fields.CharField(null=True, max_length=255)),
                ("full_name", fields.CharField(null=True, db_index=True, max_length=200)),
                ("avatar_url", fields.CharField(null=True, max_length=2000)),
                ("locale", fields.CharField(null=True, max_length=35)),
                (
                    "role",
                    fields.CharEnumField(
                        default=SiteRole.USER,
                        description="USER: USER\nMODERATOR: MODERATOR\nADMIN: ADMIN",
                        enum_type=SiteRole,
                        max_length=16,
                    ),
                ),
                ("is_active", fields.BooleanField(default=True)),
                ("user_data", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("app_data", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("last_sign_in_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("updated_at", fields.DatetimeField(auto_now=True, auto_now_add=False)),
            ],
            options={
                "table": "users",
                "app": "ostiary",
                "pk_attr": "id",
                "table_description": "One account. `email` and `phone` are stored in their one canonical form.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Identity",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                (
                    "user",
                    fields.ForeignKeyField(
                        "ostiary.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="identities",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("provider", fields.CharField(max_length=50)),
                ("issuer", fields.CharField(max_length=255)),
                ("subject", fields.CharField(max_length=255)),
                ("email", fields.CharField(null=True, max_length=254)),
                ("linked_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "identities",
                "app": "ostiary",
                "unique_together": (("issuer", "subject"),),
                "indexes": [Index(fields=["user_id", "id"])],
                "pk_attr": "id",
                "table_description": "A person as a provider knows them: (issuer, subject). The address is what it said at the latest sign-in.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Invite",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                (
                    "org",
                    fields.ForeignKeyField(
                        "ostiary.Org",
                        source_field="org_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="invites",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("email", fields.CharField(db_index=True, max_length=254)),
                (
                    "role",
                    fields.CharEnumField(
                        default=OrgRole.MEMBER,
                        description="MEMBER: MEMBER\nADMIN: ADMIN\nOWNER: OWNER",
                        enum_type=OrgRole,
                        max_length=16,
                    ),
                ),
                (
                    "status",
                    fields.CharEnumField(
                        default=InviteStatus.PENDING,
                        description="PENDING: PENDING\nACCEPTED: ACCEPTED\nDECLINED: DECLINED\nREVOKED: REVOKED\nEXPIRED: EXPIRED",
                        enum_type=InviteStatus,
                        max_length=16,
                    ),
                ),
                (
                    "invited_by",
                    fields.ForeignKeyField(
                        "ostiary.User",
                        source_field="invited_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "invited_by_key",
                    fields.ForeignKeyField(
                        "ostiary.ApiKey",
                        source_field="invited_by_key_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("digest", fields.CharField(null=True, unique=True, max_length=64)),
                ("pending_key", fields.CharField(null=True, unique=True, max_length=320)),
                ("redirect_url", fields.CharField(null=True, max_length=2000)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("accepted_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "invites",
                "app": "ostiary",
                "indexes": [Index(fields=["org_id", "id"]), Index(fields=["invited_by_id"])],
                "pk_attr": "id",
                "table_description": "`pending_key` is org and address while pending, else null: the database keeps at most one pending of each.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Membership",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                (
                    "org",
                    fields.ForeignKeyField(
                        "ostiary.Org",
                        source_field="org_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="memberships",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "ostiary.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="memberships",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "role",
                    fields.CharEnumField(
                        default=OrgRole.MEMBER,
                        description="MEMBER: MEMBER\nADMIN: ADMIN\nOWNER: OWNER",
                        enum_type=OrgRole,
                        max_length=16,
                    ),
                ),
                ("joined_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
            ],
            options={
                "table": "memberships",
                "app": "ostiary",
                "unique_together": (("user", "org"),),
                "indexes": [Index(fields=["org_id", "id"]), Index(fields=["org_id", "role", "id"])],
                "pk_attr": "id",
                "table_description": "One person's role in one organisation, at most one each.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="OneTimeToken",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                (
                    "purpose",
                    fields.CharEnumField(
                        description="VERIFY_EMAIL: verify_email\nRESET_PASSWORD: reset_password\nCHANGE_EMAIL: change_email\nUNDO_EMAIL_CHANGE: undo_email_change\nMAGIC_LINK: magic_link\nVERIFY_PHONE: verify_phone\nCHANGE_PHONE: change_phone\nSIGN_IN_CODE: sign_in_code\nGRANT: grant\nMFA: mfa",
                        enum_type=Purpose,
                        max_length=24,
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "ostiary.User",
                        source_field="user_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="one_time_tokens",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("digest", fields.CharField(unique=True, max_length=64)),
                ("address", fields.CharField(max_length=254)),
                ("code_digest", fields.CharField(null=True, max_length=64)),
                ("code_tries", fields.IntField(default=0)),
                ("detail", fields.JSONField(default=dict, encoder=JSON_DUMPS, decoder=loads)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("expires_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "one_time_tokens",
                "app": "ostiary",
                "indexes": [Index(fields=["address", "purpose"])],
                "pk_attr": "id",
                "table_description": "A link's token and the short code of the same message. Only keyed digests are stored.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="RecoveryCode",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                (
                    "user",
                    fields.ForeignKeyField(
                        "ostiary.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="recovery_codes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("digest", fields.CharField(unique=True, max_length=64)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "recovery_codes",
                "app": "ostiary",
                "indexes": [Index(fields=["user_id", "used_at"])],
                "pk_attr": "id",
                "table_description": "One of a set, good once. Only keyed digests are stored.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="Session",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                (
                    "user",
                    fields.ForeignKeyField(
                        "ostiary.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="sessions",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("last_seen_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ends_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("authenticated_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("methods", fields.JSONField(default=list, encoder=JSON_DUMPS, decoder=loads)),
                ("ip_address", fields.CharField(null=True, max_length=45)),
                ("user_agent", fields.CharField(default="", max_length=512)),
                (
                    "active_org",
                    fields.ForeignKeyField(
                        "ostiary.Org",
                        source_field="active_org_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("token_generation", fields.IntField(default=0)),
                ("refresh_digest", fields.CharField(max_length=64)),
                ("previous_digest", fields.CharField(null=True, max_length=64)),
                ("rotated_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("sealed_successor", fields.CharField(null=True, max_length=400)),
            ],
            options={
                "table": "sessions",
                "app": "ostiary",
                "pk_attr": "id",
                "table_description": "One signed-in device. Ended when `ended_at` is set: no token of it works from then on.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="ProviderFlow",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                ("provider", fields.CharField(max_length=50)),
                ("digest", fields.CharField(unique=True, max_length=64)),
                ("browser_digest", fields.CharField(null=True, max_length=64)),
                ("redirect_url", fields.CharField(max_length=2000)),
                ("code_challenge", fields.CharField(null=True, max_length=43)),
                (
                    "session",
                    fields.ForeignKeyField(
                        "ostiary.Session",
                        source_field="session_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("expires_at", fields.DatetimeField(db_index=True, auto_now=False, auto_now_add=False)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "provider_flows",
                "app": "ostiary",
                "pk_attr": "id",
                "table_description": "One way through a provider and back: opened by one token, ended by another, in one browser.",
            },
            bases=["Row"],
        ),
        ops.CreateModel(
            name="TotpFactor",
            fields=[
                ("id", fields.UUIDField(primary_key=True, default=uuid7, unique=True, db_index=True)),
                (
                    "user",
                    fields.ForeignKeyField(
                        "ostiary.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="totp_factors",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("sealed_secret", fields.CharField(max_length=255)),
                ("last_step", fields.BigIntField(default=0)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=True)),
                ("confirmed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "totp_factors",
                "app": "ostiary",
                "indexes": [Index(fields=["user_id", "confirmed_at"])],
                "pk_attr": "id",
                "table_description": "An authenticator. Nothing is on before `confirmed_at`. At most one is confirmed, and one waits.",
            },
            bases=["Row"],
        ),
    ]
