"""Invitations: send, show, accept, decline, revoke."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from models import InviteStatus, OrgRole
from resolvers import invite_sending, invites
from resolvers.context import Context
from schema.guards import Authenticated, HasOrgRole, Public, SameAsParent
from schema.problems import (
    AlreadyMember,
    EmailNotVerified,
    InvalidInput,
    InvalidToken,
    InviteNotYours,
    NotFound,
    RedirectNotAllowed,
    RoleTooHigh,
)
from schema.quotas import RateLimit, RateLimitKey
from schema.types.invites import Invite, InvitePreview
from schema.types.messages import given
from schema.types.orgs import OrgMember
from schema.types.pages import After, Connection, First, connection_of
from services.paging import USUAL

_per_org = RateLimit(quota="60/hour", per=RateLimitKey.ORG)


@strawberry.input
class InviteInput:
    """Whom to invite, to what, and where the link leads."""

    org_id: strawberry.ID = strawberry.field(description="Which organisation.")
    email: str = strawberry.field(description="The address that the invitation is for.")
    role: OrgRole = strawberry.field(default=OrgRole.MEMBER, description="At most the viewer's own.")
    redirect_url: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="The application's own page, which the link leads to with `?token=`; on an allowed origin.",
    )
    send_email: bool = strawberry.field(default=True, description="False: only the link in the answer.")


@strawberry.input
class InviteIdInput:
    """One invitation of one organisation."""

    org_id: strawberry.ID = strawberry.field(description="Which organisation.")
    invite_id: strawberry.ID = strawberry.field(description="Which invitation.")


@strawberry.input(one_of=True)
class InviteProofInput:
    """Either the link's token, or the id of one in `myInvites`."""

    token: str | None = strawberry.field(default=strawberry.UNSET, description="The link's `token` parameter.")
    invite_id: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of an invitation to the viewer's own verified address."
    )

    def proof(self) -> invites.InviteProof:
        return invites.InviteProof(given(self.token), given(self.invite_id))


@strawberry.type(directives=[SameAsParent()])
class InviteSent:
    """The invitation is made. `link` is shown this once, for sending it another way."""

    invite: Invite = strawberry.field(description="The invitation.")
    link: str | None = strawberry.field(description="Null for someone who joined at once.")

    @classmethod
    def of(cls, sent: invite_sending.Sent) -> "InviteSent":
        return cls(invite=Invite.of(sent.invite), link=sent.link)


@strawberry.type(directives=[SameAsParent()])
class InviteDeclined:
    """The invitation is off."""

    org_name: str = strawberry.field(description="Who had invited.")


InviteResult = Annotated[
    InviteSent | AlreadyMember | RoleTooHigh | InvalidInput | RedirectNotAllowed, strawberry.union("InviteResult")
]
ResendInviteResult = Annotated[
    InviteSent | NotFound | AlreadyMember | RoleTooHigh, strawberry.union("ResendInviteResult")
]
RevokeInviteResult = Annotated[Invite | NotFound, strawberry.union("RevokeInviteResult")]
AcceptInviteResult = Annotated[
    OrgMember | InvalidToken | InviteNotYours | EmailNotVerified, strawberry.union("AcceptInviteResult")
]
DeclineInviteResult = Annotated[InviteDeclined | InvalidToken, strawberry.union("DeclineInviteResult")]


@strawberry.type
class InviteQueries:
    @strawberry.field(
        directives=[Authenticated(verified=True)],
        description="Invitations waiting for the viewer's verified addresses.",
    )
    async def my_invites(self, info: Info[Context, None]) -> list[Invite] | None:
        return [Invite.of(row) for row in await invites.waiting(info.context)]

    @strawberry.field(
        directives=[HasOrgRole(role=OrgRole.ADMIN)], description="The invitations of an organisation, newest first."
    )
    async def org_invites(
        self,
        info: Info[Context, None],
        org_id: strawberry.ID,
        first: First = USUAL,
        after: After = strawberry.UNSET,
        status: Annotated[
            InviteStatus | None, strawberry.argument(description="Only those that came to this.")
        ] = strawberry.UNSET,
    ) -> Connection[Invite] | None:
        page = await invite_sending.page(org_id, first=first, after=given(after), status=status or None)
        return connection_of(page, Invite.of)

    @strawberry.field(
        directives=[Public(), RateLimit(quota="10/minute", per=RateLimitKey.IP)],
        description="What an invitation page shows before anyone signs in; null for a token that is not good any more.",
    )
    async def invite_preview(self, info: Info[Context, None], token: str) -> InvitePreview | None:
        row = await invites.preview(info.context, token)
        return InvitePreview.of(row) if row else None


@strawberry.type
class InviteMutations:
    @strawberry.mutation(
        directives=[
            HasOrgRole(role=OrgRole.ADMIN),
            _per_org,
            RateLimit(quota="10/10 minutes", per=RateLimitKey.RECIPIENT),
        ],
        description="Invites an address. A newer invitation takes the place of a pending one; "
        "someone who has an account may join at once.",
    )
    async def invite(self, info: Info[Context, None], input: InviteInput) -> InviteResult:
        wish = invite_sending.Wish(input.email, input.role, given(input.redirect_url), input.send_email)
        return InviteSent.of(await invite_sending.invite(info.context, input.org_id, wish))

    @strawberry.mutation(
        directives=[HasOrgRole(role=OrgRole.ADMIN), _per_org],
        description="Sends a pending or expired invitation again, with a new link and a new term.",
    )
    async def resend_invite(self, info: Info[Context, None], input: InviteIdInput) -> ResendInviteResult:
        return InviteSent.of(await invite_sending.resend(info.context, input.org_id, input.invite_id))

    @strawberry.mutation(directives=[HasOrgRole(role=OrgRole.ADMIN)], description="Takes an invitation back.")
    async def revoke_invite(self, info: Info[Context, None], input: InviteIdInput) -> RevokeInviteResult:
        return Invite.of(await invite_sending.revoke(info.context, input.org_id, input.invite_id))

    @strawberry.mutation(
        directives=[Authenticated()], description="Joins, by the token or by the id of one in `myInvites`."
    )
    async def accept_invite(self, info: Info[Context, None], input: InviteProofInput) -> AcceptInviteResult:
        return OrgMember.of(await invites.accept(info.context, input.proof()))

    @strawberry.mutation(
        directives=[Public(), RateLimit(quota="10/minute", per=RateLimitKey.IP)],
        description="Turns an invitation down, by the token; by id only for the viewer's own.",
    )
    async def decline_invite(self, info: Info[Context, None], input: InviteProofInput) -> DeclineInviteResult:
        return InviteDeclined(org_name=await invites.decline(info.context, input.proof()))
