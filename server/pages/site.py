"""Which page answers which address."""

from functools import partial

from starlette.routing import Route
from strawberry import Schema

from server.cookies import Cookies
from server.pages import (
    accounts,
    audit,
    branding,
    invites,
    magic,
    mailbox,
    members,
    orgs,
    passkeys,
    passwords,
    phones,
    providers,
    second_factors,
    sessions,
    verification,
)
from server.pages.doors import Door
from server.pages.forms import Forms
from server.pages.reauthentication import Reauthentication
from server.pages.rendering import Renderer
from server.pages.theme import theme_of
from server.requests import Requests
from services import Services


def door_for(schema: Schema, requests: Requests, services: Services) -> Door:
    policy = services.policy
    theme = theme_of(policy.brand_name, policy.brand_color, policy.brand_logo)
    forms = Forms(services.vault, policy.public_url)
    return Door(schema, requests, Renderer(theme), forms, Cookies(policy.public_url))


def routes(door: Door, *, shows_mailbox: bool) -> list[Route]:
    return [
        *_ways_in(door),
        *_landing_pages(door),
        *_account(door),
        *_orgs(door),
        *branding.routes(door.renderer.theme),
        *(_development(door) if shows_mailbox else []),
    ]


def _ways_in(door: Door) -> list[Route]:
    return [
        door.route("/auth/login", sessions.show_sign_in, sessions.sign_in),
        door.route("/auth/logout", act=sessions.sign_out),
        door.route("/auth/me", sessions.me),
        door.route("/auth/mfa", sessions.start_over, second_factors.complete),
        door.route("/auth/passkey", sessions.start_over, passkeys.begin_sign_in),
        door.route("/auth/passkey/offer", act=passkeys.offer),
        door.route("/auth/passkey/finish", act=passkeys.finish_sign_in),
        door.route("/auth/signup", accounts.show_sign_up, accounts.sign_up),
        door.route("/auth/magic", magic.show, magic.sign_in),
        door.route("/auth/magic/send", magic.ask, magic.send),
        door.route("/auth/phone", phones.show_sign_in, phones.sign_in),
        door.route("/auth/phone/code", phones.show_send, phones.send),
        door.route("/auth/phone/sign-in", phones.show_code, phones.sign_in_with_code),
        door.route("/auth/phone/signup", phones.show_sign_up, phones.sign_up),
        door.route("/auth/phone/verify", phones.show_verify, phones.verify),
        door.route("/auth/phone/resend", phones.show_resend, phones.resend),
        door.route("/auth/login/with/{name}", providers.start),
        door.route("/auth/landed", providers.land),
    ]


def _landing_pages(door: Door) -> list[Route]:
    return [
        door.route("/auth/verify", verification.show, verification.verify),
        door.route("/auth/resend", verification.ask_for_another, verification.resend),
        door.route("/auth/forgot", passwords.show_forgotten, passwords.request_reset),
        door.route("/auth/forgot/phone", passwords.show_forgotten_by_phone, passwords.request_reset_by_phone),
        door.route("/auth/reset", passwords.show_reset, passwords.reset),
        door.route("/auth/undo-email-change", passwords.show_undo, passwords.undo_email_change),
        door.route("/auth/invite", invites.show, invites.answer),
    ]


def _account(door: Door) -> list[Route]:
    reauthentication = Reauthentication(door)
    door.reauthenticate = reauthentication.ask
    page = partial(door.route, for_people=True)
    return [
        page("/auth/account", accounts.show_profile, accounts.update_profile),
        page("/auth/account/email", accounts.show_email, accounts.change_email),
        page("/auth/account/email/phone", act=phones.change),
        page("/auth/account/email/phone/verify", act=phones.finish_change),
        page("/auth/account/password", passwords.show_change, passwords.change),
        page("/auth/account/sessions", sessions.show_sessions),
        page("/auth/account/sessions/revoke", act=sessions.revoke),
        page("/auth/account/sessions/end", act=sessions.sign_out_everywhere),
        page("/auth/account/providers", providers.show_links),
        page("/auth/account/providers/link", act=providers.link),
        page("/auth/account/providers/unlink", act=providers.unlink),
        page("/auth/enroll", second_factors.show_enrollment),
        page("/auth/account/factors", second_factors.show),
        page("/auth/account/factors/totp", act=second_factors.enroll_totp),
        page("/auth/account/factors/totp/confirm", act=second_factors.confirm_totp),
        page("/auth/account/factors/totp/disable", act=second_factors.disable_totp),
        page("/auth/account/factors/recovery-codes", act=second_factors.regenerate_recovery_codes),
        page("/auth/account/factors/passkeys", act=passkeys.begin_registration),
        page("/auth/account/factors/passkeys/finish", act=passkeys.finish_registration),
        page("/auth/account/factors/passkeys/rename", act=passkeys.rename),
        page("/auth/account/factors/passkeys/delete", act=passkeys.delete),
        page("/auth/account/activity", audit.show),
        page("/auth/account/data", accounts.show_data),
        page("/auth/account/data/export", act=accounts.export),
        page("/auth/account/data/delete", act=accounts.delete),
        page("/auth/reauthenticate", act=reauthentication.confirm),
    ]


def _orgs(door: Door) -> list[Route]:
    page = partial(door.route, for_people=True)
    one = "/auth/orgs/{org_id:uuid}"
    return [
        page("/auth/orgs", orgs.show_all),
        page("/auth/orgs/accept", act=orgs.accept_invite),
        page("/auth/orgs/decline", act=orgs.decline_invite),
        page("/auth/orgs/new", orgs.show_new, orgs.create),
        page(one, members.show),
        page(f"{one}/role", act=members.change_role),
        page(f"{one}/remove", act=members.remove),
        page(f"{one}/transfer", act=members.transfer),
        page(f"{one}/leave", act=members.leave),
        page(f"{one}/invites", members.show_invites, members.invite),
        page(f"{one}/invites/resend", act=members.resend_invite),
        page(f"{one}/invites/revoke", act=members.revoke_invite),
        page(f"{one}/settings", orgs.show_settings, orgs.update),
        page(f"{one}/settings/delete", act=orgs.delete),
    ]


def _development(door: Door) -> list[Route]:
    return [
        door.route("/dev/mailbox", mailbox.show),
        door.route("/dev/mailbox/{id:uuid}", mailbox.show_html),
    ]
