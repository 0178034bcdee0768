"""Origins that an administrator allows links to lead to, beside those of the settings."""

from tortoise import fields
from tortoise.models import Model


class RedirectOrigin(Model):
    """An exact origin, such as `https://app.example.com`."""

    origin = fields.CharField(max_length=255, primary_key=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta(Model.Meta):
        table = "redirect_origins"
