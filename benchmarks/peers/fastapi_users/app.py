"""fastapi-users over SQLAlchemy and PostgreSQL with JWTs, as the full example of its documentation has it."""

import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi_users import BaseUserManager, FastAPIUsers, UUIDIDMixin, schemas
from fastapi_users.authentication import AuthenticationBackend, BearerTransport, JWTStrategy
from fastapi_users.db import SQLAlchemyBaseUserTableUUID, SQLAlchemyUserDatabase
from fastapi_users.password import PasswordHelper
from pwdlib import PasswordHash
from pwdlib.hashers.bcrypt import BcryptHasher
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

SECRET = "A-secret-for-benchmarks-only-0123456789"
COST = int(os.environ["BCRYPT_COST"])

engine = create_async_engine("postgresql+asyncpg://")
new_session = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    """All tables."""


class User(SQLAlchemyBaseUserTableUUID, Base):
    """The library's own columns."""


class UserManager(UUIDIDMixin, BaseUserManager[User, uuid.UUID]):
    reset_password_token_secret = SECRET
    verification_token_secret = SECRET


async def user_database() -> AsyncIterator[SQLAlchemyUserDatabase]:
    async with new_session() as session:
        yield SQLAlchemyUserDatabase(session, User)


async def user_manager(database: SQLAlchemyUserDatabase = Depends(user_database)) -> AsyncIterator[UserManager]:  # noqa: B008
    helper = PasswordHelper(PasswordHash((BcryptHasher(rounds=COST),))) if COST else None
    yield UserManager(database, helper)


def jwt_strategy() -> JWTStrategy:
    return JWTStrategy(secret=SECRET, lifetime_seconds=3600)


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield


backend = AuthenticationBackend("jwt", BearerTransport("auth/jwt/login"), jwt_strategy)
users = FastAPIUsers[User, uuid.UUID](user_manager, [backend])
Read, Create, Update = schemas.BaseUser[uuid.UUID], schemas.BaseUserCreate, schemas.BaseUserUpdate

app = FastAPI(lifespan=lifespan)
app.include_router(users.get_auth_router(backend), prefix="/auth/jwt")
app.include_router(users.get_register_router(Read, Create), prefix="/auth")
app.include_router(users.get_users_router(Read, Update), prefix="/users")
