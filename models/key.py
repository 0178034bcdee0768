"""Keys that sign access tokens."""

from tortoise import fields
from tortoise.models import Model

from models.base import Row


class SigningKey(Row):
    """`kid` is the JWK thumbprint (RFC 7638). The private part is encrypted with SECRET_KEY."""

    kid = fields.CharField(max_length=64, unique=True)
    algorithm = fields.CharField(max_length=8)
    public_jwk: fields.JSONField[dict[str, object]] = fields.JSONField(null=True)
    sealed_private = fields.TextField()
    created_at = fields.DatetimeField(auto_now_add=True)
    # Published from the start; signs from here on, so that every verifier knows it by then.
    signs_from = fields.DatetimeField()
    # Signs nothing after this.
    retired_at = fields.DatetimeField(null=True)
    # Verifies nothing after this, and leaves the JWKS: when its last token has expired, or at once when revoked.
    verifies_until = fields.DatetimeField(null=True)

    class Meta(Model.Meta):
        table = "signing_keys"
