# Written by codegen. Do not edit.
from pydantic import Field

from .base_model import BaseModel
from .enums import AuthMethod


class AuthConfig(BaseModel):
    auth_config: "AuthConfigAuthConfig" = Field(alias="authConfig")


class AuthConfigAuthConfig(BaseModel):
    methods: list[AuthMethod]
    providers: list["AuthConfigProviders"]
    email_verification_required: bool = Field(alias="emailVerificationRequired")
    password_min_length: int = Field(alias="passwordMinLength")
    password_max_length: int = Field(alias="passwordMaxLength")
    sign_up_enabled: bool = Field(alias="signUpEnabled")


class AuthConfigProviders(BaseModel):
    name: str
    display_name: str = Field(alias="displayName")
