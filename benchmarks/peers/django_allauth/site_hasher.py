"""Django's bcrypt, at the cost of the bench."""

import os

from django.contrib.auth.hashers import BCryptSHA256PasswordHasher


class Bcrypt(BCryptSHA256PasswordHasher):
    rounds = int(os.environ["BCRYPT_COST"])
