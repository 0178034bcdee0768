import assert from "node:assert/strict";
import { test } from "node:test";
import { FaultError, type SignInMutation, assertNever } from "../dist/index.js";

function headline(outcome: SignInMutation["signIn"]): string {
  switch (outcome.__typename) {
    case "SignedIn":
      return `Welcome, ${outcome.user.fullName}`;
    case "MfaRequired":
      return `Prove it by ${outcome.methods.join(" or ")}`;
    case "AccountLocked":
      return `Wait ${outcome.retryAfter} seconds`;
    case "InvalidCredentials":
    case "AccountDeactivated":
    case "EmailNotVerified":
      return outcome.message;
    default:
      return assertNever(outcome);
  }
}

/** Compiles only while the compiler finds the outcomes that are missing. */
export function forgetful(outcome: SignInMutation["signIn"]): string {
  switch (outcome.__typename) {
    case "SignedIn":
      return "Welcome";
    default:
      // @ts-expect-error There are problems, too.
      return assertNever(outcome);
  }
}

test("an outcome that a later release adds is an error at run time", () => {
  assert.throws(() => headline({ __typename: "Eclipse" } as unknown as SignInMutation["signIn"]), TypeError);
  const locked = { __typename: "AccountLocked", code: "ACCOUNT_LOCKED", message: "", retryAfter: 60 } as const;
  assert.equal(headline(locked), "Wait 60 seconds");
});

test("a fault tells its code, reason and how long to wait", () => {
  const fault = new FaultError([{ message: "Slowly", extensions: { code: "RATE_LIMITED", retryAfter: 7 } }]);
  assert.deepEqual([fault.code, fault.reason, fault.retryAfter, fault.message], ["RATE_LIMITED", undefined, 7, "Slowly"]);
});
