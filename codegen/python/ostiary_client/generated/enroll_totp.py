# Written by codegen. Do not edit.
from typing import Literal, Union

from pydantic import Field

from .base_model import BaseModel
from .enums import ProblemCode


class EnrollTotp(BaseModel):
    enroll_totp: Union[
        "EnrollTotpTotpEnrollment", "EnrollTotpFeatureDisabled"
    ] = Field(alias="enrollTotp", discriminator="typename__")


class EnrollTotpTotpEnrollment(BaseModel):
    typename__: Literal["TotpEnrollment"] = Field(alias="__typename")
    secret: str
    uri: str
    qr_svg: str = Field(alias="qrSvg")


class EnrollTotpFeatureDisabled(BaseModel):
    typename__: Literal["FeatureDisabled"] = Field(alias="__typename")
    code: ProblemCode
    message: str
