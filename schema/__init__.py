"""The contract: Query and Mutation, put together from the capability modules, and the schema that enforces them."""

from collections.abc import Iterable

import strawberry

from schema import faults, problems
from schema.accounts import AccountMutations, AccountQueries
from schema.admin import AdminMutations, AdminQueries
from schema.audit import AuditQueries
from schema.documents import Documents
from schema.enforcement import GuardedSchema, quota_names, solitary_mutations
from schema.invites import InviteMutations, InviteQueries
from schema.magic_links import MagicLinkMutations
from schema.members import MemberMutations, MemberQueries
from schema.orgs import OrgMutations, OrgQueries
from schema.passkeys import PasskeyMutations
from schema.passwords import PasswordMutations
from schema.phones import PhoneMutations
from schema.plans import Plans
from schema.providers import ProviderMutations
from schema.second_factors import SecondFactorMutations
from schema.sessions import SessionMutations, SessionQueries
from schema.users import UserMutations, UserQueries
from services.errors import FaultReason


@strawberry.type(description="What can be asked.")
class Query(
    AccountQueries,
    SessionQueries,
    OrgQueries,
    MemberQueries,
    InviteQueries,
    UserQueries,
    AuditQueries,
    AdminQueries,
):
    pass


@strawberry.type(description="What can be done. Each answers with a union of its outcomes: switch on `__typename`.")
class Mutation(
    AccountMutations,
    SessionMutations,
    PasswordMutations,
    MagicLinkMutations,
    PhoneMutations,
    ProviderMutations,
    PasskeyMutations,
    SecondFactorMutations,
    OrgMutations,
    MemberMutations,
    InviteMutations,
    UserMutations,
    AdminMutations,
):
    pass


def build_schema(*, is_explorable: bool = True, is_compiled: bool = True, kept: Iterable[str] = ()) -> GuardedSchema:
    """`is_explorable`: whether introspection answers and errors suggest names, as in development. `is_compiled`:
    whether documents that come again are run by plans. `kept`: documents to prepare now and for good; GraphQLError
    where one could never run.
    """
    documents = Documents(solitary=solitary_mutations(Mutation), introspection=is_explorable, suggestions=is_explorable)
    schema = GuardedSchema(
        query=Query,
        mutation=Mutation,
        types=[faults.FaultCode, FaultReason],
        exception_handlers=problems.handlers,
        extensions=[documents.extension],
        plans=Plans(documents) if is_compiled else None,
    )
    for document in kept:
        documents.keep(schema._schema, document)
    return schema


RATE_LIMIT_NAMES = quota_names(Query, Mutation)
