"""What the endpoint makes of an exception, on a schema of three fields: the real one has no fault to order."""

import logging
from collections.abc import AsyncIterator

import httpx
import pytest
import strawberry
from starlette.requests import Request
from starlette.responses import Response

from schema.documents import Documents
from server.graphql import GraphQLEndpoint, execute
from services.errors import FieldFault, InvalidInput, NotFound, ServiceUnavailable

SECRET = "correct-horse-battery-staple"


@strawberry.type
class Query:
    @strawberry.field
    def broken(self, password: str) -> str | None:
        raise RuntimeError("the reason")

    @strawberry.field
    def number(self) -> int | None:
        return SECRET  # type: ignore[return-value]

    @strawberry.field
    def invalid(self) -> str | None:
        raise InvalidInput(FieldFault("input.name", "It is too long."))

    @strawberry.field
    def unexpected_refusal(self) -> str | None:
        raise NotFound

    @strawberry.field
    def busy(self) -> str | None:
        raise ServiceUnavailable(retry_after=3)


class QuietSchema(strawberry.Schema):
    def process_errors(self, errors, execution_context=None):
        """As in GuardedSchema: the transport logs."""


async def context_for(request: Request) -> Response:
    if "broken-context" in request.headers:
        raise RuntimeError("the reason")
    return Response(headers={"Set-Cookie": "a=1"})


@pytest.fixture
def schema() -> strawberry.Schema:
    documents = Documents(solitary=frozenset(), introspection=True, suggestions=True)
    return QuietSchema(Query, extensions=[documents.extension])


@pytest.fixture
async def client(schema: strawberry.Schema) -> AsyncIterator[httpx.AsyncClient]:
    endpoint = GraphQLEndpoint(schema, context_for=context_for, headers_of=lambda context: context.headers.items())

    async def application(scope, receive, send):
        await endpoint({**scope, "state": {"request_id": "request-7"}}, receive, send)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://test") as client:
        yield client


async def ask(client: httpx.AsyncClient, document: str, **headers: str) -> httpx.Response:
    return await client.post("/graphql", json={"query": document}, headers=headers)


@pytest.mark.parametrize("document", [f'{{ broken(password: "{SECRET}") }}', "{ number }", "{ unexpectedRefusal }"])
async def test_a_fault_of_ours_is_masked_and_logged_with_its_request(client, caplog, document: str):
    response = await ask(client, document)
    (error,) = response.json()["errors"]
    assert response.status_code == 200
    assert error["message"] == "Something went wrong on our side."
    assert error["extensions"] == {"code": "INTERNAL_SERVER_ERROR", "requestId": "request-7"}
    (record,) = [record for record in caplog.records if record.name == "ostiary.errors"]
    assert record.levelno == logging.ERROR


@pytest.mark.parametrize("document", [f'{{ broken(password: "{SECRET}") }}', "{ number }"])
async def test_neither_log_nor_answer_repeats_a_value(client, caplog, document: str):
    response = await ask(client, document)
    assert SECRET not in response.text
    assert SECRET not in caplog.text


async def test_a_mistake_of_the_client_is_not_logged(client, caplog):
    for document in (f'{{ "{SECRET}" }}', "{ unknown }", "{ broken }", "{ invalid }"):
        await ask(client, document)
    assert not caplog.records


async def test_a_fault_before_the_operation_is_a_masked_500(client, caplog):
    response = await ask(client, "{ __typename }", **{"Broken-Context": "1"})
    assert response.status_code == 500
    assert response.json()["errors"][0]["extensions"] == {"code": "INTERNAL_SERVER_ERROR", "requestId": "request-7"}
    assert "the reason" in caplog.text


async def test_invalid_input_without_a_typed_problem_names_its_fields(client):
    (error,) = (await ask(client, "{ invalid }")).json()["errors"]
    fields = [{"path": "input.name", "message": "It is too long."}]
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "fields": fields}


async def test_503_only_where_everything_asked_was_unavailable(client):
    response = await ask(client, "{ busy again: busy }")
    assert (response.status_code, response.headers["retry-after"]) == (503, "3")
    assert (await ask(client, "{ busy __typename }")).status_code == 200


async def test_the_headers_of_the_context_are_sent(client):
    assert (await ask(client, "{ __typename }")).cookies["a"] == "1"


async def test_a_document_can_be_run_in_process(schema):
    answer = await execute(schema, None, "{ busy __typename }")
    assert answer.data == {"busy": None, "__typename": "Query"}
    assert [error["extensions"]["code"] for error in answer.errors] == ["SERVICE_UNAVAILABLE"]


async def test_a_warm_document_is_neither_parsed_nor_validated_again(schema):
    documents = Documents(solitary=frozenset(), introspection=True, suggestions=True)
    graphql_schema = schema._schema
    good = documents.prepare(graphql_schema, "{ busy }")
    assert documents.prepare(graphql_schema, "{ busy }") is good
    assert documents.prepare(graphql_schema, "{ bad }") is not documents.prepare(graphql_schema, "{ bad }")
