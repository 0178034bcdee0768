# Written by codegen. Do not edit.
from ostiary_client.models import UNSET, BaseModel, UnsetType

__all__ = ["UNSET", "BaseModel", "UnsetType"]
