"""Which page answers which address."""

from starlette.routing import Route
from strawberry import Schema

from server.pages import invites, magic, mailbox, passwords, sessions, verification
from server.pages.forms import Forms
from server.pages.rendering import Renderer
from server.pages.visits import Door
from server.requests import Requests
from services import Services


def door_for(schema: Schema, requests: Requests, services: Services) -> Door:
    policy = services.policy
    return Door(schema, requests, Renderer(policy.brand_name), Forms(services.vault, policy.public_url))


def routes(door: Door, *, shows_mailbox: bool) -> list[Route]:
    development = [
        door.route("/dev/mailbox", mailbox.show),
        door.route("/dev/mailbox/{id:uuid}", mailbox.show_html),
    ]
    return [
        door.route("/auth/login", sessions.show_sign_in, sessions.sign_in),
        door.route("/auth/logout", act=sessions.sign_out),
        door.route("/auth/account", sessions.show_account),
        door.route("/auth/me", sessions.me),
        door.route("/auth/verify", verification.show, verification.verify),
        door.route("/auth/resend", verification.ask_for_another, verification.resend),
        door.route("/auth/magic", magic.show, magic.sign_in),
        door.route("/auth/magic/send", magic.ask, magic.send),
        door.route("/auth/forgot", passwords.show_forgotten, passwords.request_reset),
        door.route("/auth/reset", passwords.show_reset, passwords.reset),
        door.route("/auth/undo-email-change", passwords.show_undo, passwords.undo_email_change),
        door.route("/auth/invite", invites.show, invites.answer),
        *(development if shows_mailbox else []),
    ]
