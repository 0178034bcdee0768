"""The fixed documents of the pages about organisations, their members and invitations."""

_PROBLEM = "__typename ... on Problem { message }"
_FIELDS = "... on InvalidInput { fields { path message } }"
_PAGE = "pageInfo { hasNextPage endCursor } totalCount"
_ORG = "id name slug description isActive viewerRole memberCount"

ORG = f"query Org($orgId: ID!) {{ org(orgId: $orgId) {{ {_ORG} }} }}"

ORG_MEMBERS = f"""
query OrgMembers($orgId: ID!, $first: Int!, $after: String, $search: String) {{
  orgMembers(orgId: $orgId, first: $first, after: $after, search: $search) {{
    nodes {{ userId fullName email role joinedAt }} {_PAGE}
  }}
}}
"""

ORG_INVITES = f"""
query OrgInvites($orgId: ID!, $first: Int!, $after: String) {{
  orgInvites(orgId: $orgId, first: $first, after: $after, status: PENDING) {{
    nodes {{ id email role createdAt expiresAt invitedBy {{ fullName }} }} {_PAGE}
  }}
}}
"""

MY_INVITES = """
query MyInvites { myInvites { id role expiresAt org { name } invitedBy { fullName } } }
"""

CREATE_ORG = f"""
mutation CreateOrg($input: CreateOrgInput!) {{
  createOrg(input: $input) {{ {_PROBLEM} {_FIELDS} ... on Org {{ id }} }}
}}
"""

UPDATE_ORG = f"""
mutation UpdateOrg($input: UpdateOrgInput!) {{ updateOrg(input: $input) {{ {_PROBLEM} {_FIELDS} }} }}
"""

DELETE_ORG = "mutation DeleteOrg($orgId: ID!) { deleteOrg(orgId: $orgId) { __typename } }"

TRANSFER_OWNERSHIP = f"""
mutation TransferOwnership($input: MemberInput!) {{
  transferOwnership(input: $input) {{ {_PROBLEM} {_FIELDS} ... on OrgMember {{ fullName }} }}
}}
"""

UPDATE_MEMBER_ROLE = f"""
mutation UpdateMemberRole($input: UpdateMemberRoleInput!) {{ updateMemberRole(input: $input) {{ {_PROBLEM} }} }}
"""

REMOVE_MEMBER = f"mutation RemoveMember($input: MemberInput!) {{ removeMember(input: $input) {{ {_PROBLEM} }} }}"

LEAVE_ORG = f"mutation LeaveOrg($orgId: ID!) {{ leaveOrg(orgId: $orgId) {{ {_PROBLEM} }} }}"

INVITE = f"""
mutation Invite($input: InviteInput!) {{
  invite(input: $input) {{ {_PROBLEM} {_FIELDS} ... on InviteSent {{ link }} }}
}}
"""

RESEND_INVITE = f"mutation ResendInvite($input: InviteIdInput!) {{ resendInvite(input: $input) {{ {_PROBLEM} }} }}"

REVOKE_INVITE = f"mutation RevokeInvite($input: InviteIdInput!) {{ revokeInvite(input: $input) {{ {_PROBLEM} }} }}"

INVITE_PREVIEW = """
query InvitePreview($token: String!) {
  invitePreview(token: $token) { orgName invitedBy email role expiresAt }
}
"""

ACCEPT_INVITE = f"""
mutation AcceptInvite($input: InviteProofInput!) {{
  acceptInvite(input: $input) {{ {_PROBLEM} ... on OrgMember {{ role org {{ id name }} }} }}
}}
"""

DECLINE_INVITE = f"""
mutation DeclineInvite($input: InviteProofInput!) {{
  declineInvite(input: $input) {{ {_PROBLEM} ... on InviteDeclined {{ orgName }} }}
}}
"""
