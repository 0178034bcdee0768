"""What every generated model stands on."""

from pydantic import BaseModel as PydanticModel
from pydantic import ConfigDict


class UnsetType:
    """Of an argument that was left out, which is not the same as null."""

    def __bool__(self) -> bool:
        return False


UNSET = UnsetType()


class BaseModel(PydanticModel):
    """Reads both spellings, `fullName` and `full_name`. Builds its validator when it is first used."""

    model_config = ConfigDict(populate_by_name=True, protected_namespaces=(), defer_build=True)
