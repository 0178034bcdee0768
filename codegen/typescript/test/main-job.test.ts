import assert from "node:assert/strict";
import { test } from "node:test";
import {
  AcceptInviteDocument,
  CreateOrgDocument,
  InviteDocument,
  MeDocument,
  OrgMembersDocument,
  RedeemGrantDocument,
  SignUpDocument,
  VerifyEmailDocument,
} from "../dist/index.js";
import { codeFor, connect, enter, expire, newEmail, password } from "./support.ts";

test("from sign-up to signing out everywhere", async () => {
  const { client: owner } = connect();
  const email = newEmail();
  const { signUp } = await owner.run(SignUpDocument, { input: { email, password, fullName: "Ada" } });
  assert.equal(signUp.__typename, "VerificationRequired");
  const { verifyEmail } = await owner.run(VerifyEmailDocument, { input: { code: { email, code: await codeFor(email) } } });
  assert.ok(verifyEmail.__typename === "EmailVerified" && verifyEmail.grant);
  const { redeemGrant } = await owner.run(RedeemGrantDocument, { input: { grant: verifyEmail.grant } });
  assert.ok(redeemGrant.__typename === "SignedIn");
  assert.equal(redeemGrant.user.fullName, "Ada");

  const { createOrg } = await owner.run(CreateOrgDocument, { input: { name: "Analytical Engines" } });
  assert.ok(createOrg.__typename === "Org");
  const { client: guest } = connect();
  const guestEmail = await enter(guest);
  const { invite } = await owner.run(InviteDocument, { input: { orgId: createOrg.id, email: guestEmail, sendEmail: false } });
  assert.ok(invite.__typename === "InviteSent" && invite.link);
  const token = new URL(invite.link).searchParams.get("token")!;
  const { acceptInvite } = await guest.run(AcceptInviteDocument, { input: { token } });
  assert.ok(acceptInvite.__typename === "OrgMember");

  const { orgMembers } = await owner.run(OrgMembersDocument, { orgId: createOrg.id });
  assert.deepEqual(orgMembers?.nodes.map(({ email, role }) => [email, role]), [[email, "OWNER"], [guestEmail, "MEMBER"]]);

  const { me } = await owner.run(MeDocument);
  assert.equal(me?.memberships?.[0]?.org.name, "Analytical Engines");
  const before = await owner.accessToken();
  await expire(owner);
  assert.ok((await owner.run(MeDocument)).me);
  assert.notEqual(await owner.accessToken(), before);
  assert.equal(await owner.signOutEverywhere(), 1);
  await assert.rejects(owner.run(MeDocument), { name: "FaultError", code: "UNAUTHENTICATED", reason: "TOKEN_MISSING" });
});
