# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode
from .fragments import (  # noqa: F401
    SignedInFields,
    SignedInFieldsSession,
    SignedInFieldsUser,
)


class SwitchOrg(BaseModel):
    switch_org: Union["SwitchOrgSignedIn", "SwitchOrgNotFound"] = (
        Field(alias="switchOrg", discriminator="typename__")
    )


class SwitchOrgSignedIn(SignedInFields):
    typename__: Literal["SignedIn"] = Field(alias="__typename")


class SwitchOrgNotFound(BaseModel):
    typename__: Literal["NotFound"] = Field(alias="__typename")
    code: ProblemCode
    message: str
