"""What operations on members take and answer."""

import strawberry

from models import OrgRole
from resolvers.members import Added
from schema.guards import SameAsParent
from schema.problems import ProblemCode
from schema.types.orgs import OrgMember


@strawberry.input
class MemberInput:
    """One person in one organisation."""

    org_id: strawberry.ID = strawberry.field(description="Which organisation.")
    user_id: strawberry.ID = strawberry.field(description="Which person.")


@strawberry.input
class AddMemberInput:
    """Whom to add, as what."""

    org_id: strawberry.ID = strawberry.field(description="Which organisation.")
    user_id: strawberry.ID = strawberry.field(description="Which person.")
    role: OrgRole = strawberry.field(default=OrgRole.MEMBER, description="At most the viewer's own.")


@strawberry.input
class AddMembersInput:
    """At most 500 at once."""

    org_id: strawberry.ID = strawberry.field(description="Which organisation.")
    user_ids: list[strawberry.ID] = strawberry.field(description="Which people.")
    role: OrgRole = strawberry.field(default=OrgRole.MEMBER, description="For all of them; at most the viewer's own.")


@strawberry.input
class UpdateMemberRoleInput:
    """Whose role becomes what."""

    org_id: strawberry.ID = strawberry.field(description="Which organisation.")
    user_id: strawberry.ID = strawberry.field(description="Which person.")
    role: OrgRole = strawberry.field(description="At most the viewer's own.")


@strawberry.type(directives=[SameAsParent()])
class MemberRemoved:
    """The person does not belong to the organisation any more."""

    org_id: strawberry.ID = strawberry.field(description="Which organisation.")
    user_id: strawberry.ID = strawberry.field(description="Which person.")


@strawberry.type(directives=[SameAsParent()])
class SkippedMember:
    """Someone who was not added."""

    user_id: strawberry.ID = strawberry.field(description="As given.")
    reason: ProblemCode = strawberry.field(description="`NOT_FOUND` or `ALREADY_MEMBER`.")


@strawberry.type(directives=[SameAsParent()])
class MembersAdded:
    """Who was added, and who was not."""

    members: list[OrgMember] = strawberry.field(description="The new ones.")
    skipped: list[SkippedMember] = strawberry.field(description="The others, and why.")

    @classmethod
    def of(cls, added: Added) -> "MembersAdded":
        skipped = [
            SkippedMember(user_id=strawberry.ID(each.user_id), reason=ProblemCode(each.reason.code))
            for each in added.skipped
        ]
        return cls(members=[OrgMember.of(row) for row in added.members], skipped=skipped)
