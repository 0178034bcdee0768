"""What may happen to sessions: refreshes, late ones too, and every way to end them."""

from hypothesis import strategies as some
from hypothesis.stateful import rule

from tests.properties.walk import Walk


class SessionRules(Walk):
    @rule(data=some.data(), age=some.sampled_from([0, 0, 0, 1, 2]), living=some.booleans())
    def refresh(self, data, age, living):
        """The predecessor answers alike; anything older is theft."""
        session = self.session(data, living=living)
        tokens = session.refresh_tokens
        age = min(age, len(tokens) - 1)
        works = not session.has_ended and age < 2
        wish = {"refreshToken": tokens[-1 - age]}
        outcome = self.expect("SignedIn" if works else "InvalidToken", None, "refresh", input=wish)
        if not works:
            session.has_ended = True
            return
        if age == 0:
            tokens.append(outcome["refreshToken"])
        assert outcome["refreshToken"] == tokens[-1]
        session.access_tokens.append((outcome["accessToken"], session.generation))

    @rule(data=some.data())
    def sign_out(self, data):
        session = self.session(data)
        living = session.is_living
        assert self.expect("SignedOut", session, "signOut")["sessionsRevoked"] == int(living)
        session.has_ended |= living

    @rule(data=some.data(), living=some.booleans())
    def revoke_session(self, data, living):
        viewer, other = self.session(data), self.session(data, living=living)
        is_theirs = other.account is viewer.account and not other.has_ended
        wanted = "SignedOut" if is_theirs else "NotFound"
        is_living = viewer.is_living
        self.expect(wanted if is_living else "UNAUTHENTICATED", viewer, "revokeSession", id=other.id)
        other.has_ended |= is_living and is_theirs

    @rule(data=some.data(), keeps=some.booleans())
    def sign_out_everywhere(self, data, keeps):
        session = self.session(data)
        if not session.is_living:
            self.expect("UNAUTHENTICATED", session, "signOutEverywhere", keepCurrent=keeps)
            return
        ended = self.site.end(
            [each for each in self.site.sessions_of(session.account) if not (keeps and each is session)]
        )
        outcome = self.expect("SignedOut", session, "signOutEverywhere", keepCurrent=keeps)
        assert outcome["sessionsRevoked"] == ended
