import {
  SignInDocument,
  SignUpDocument,
  VerifyEmailDocument,
  assertNever,
  codeChallenge,
  redeemGrant,
} from "@ostiary/client";
import { type FormEvent, useState } from "react";
import { ostiary, sentence } from "./ostiary";

type Step = "sign in" | "sign up" | "verify";

/** What stands before the door: sign up, prove the address, sign in. */
export function Entrance({ onEntered }: { onEntered: () => Promise<void> }) {
  const [step, setStep] = useState<Step>("sign in");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [complaint, setComplaint] = useState("");

  /** Where a sign-in or a sign-up goes from here. */
  async function enter(): Promise<string> {
    if (step === "sign in") {
      const { signIn: outcome } = await ostiary.run(SignInDocument, { input: { email, password } });
      switch (outcome.__typename) {
        case "SignedIn":
          await onEntered();
          return "";
        case "EmailNotVerified":
          setStep("verify");
          return outcome.message;
        case "AccountLocked":
          return `${outcome.message} Wait ${outcome.retryAfter} seconds.`;
        case "MfaRequired":
          return "This example knows no second factor.";
        case "InvalidCredentials":
        case "AccountDeactivated":
          return outcome.message;
        default:
          return assertNever(outcome);
      }
    }
    const back = { redirectUrl: location.origin + location.pathname, codeChallenge: await codeChallenge() };
    const { signUp: outcome } = await ostiary.run(SignUpDocument, { input: { email, password, ...back } });
    switch (outcome.__typename) {
      case "SignedIn":
        await onEntered();
        return "";
      case "VerificationRequired":
        setStep("verify");
        return "";
      case "InvalidInput":
        return outcome.fields.map(({ path, message }) => `${path}: ${message}.`).join(" ");
      case "WeakPassword":
      case "EmailTaken":
      case "RedirectNotAllowed":
      case "FeatureDisabled":
        return outcome.message;
      default:
        return assertNever(outcome);
    }
  }

  async function verify(): Promise<string> {
    const { verifyEmail } = await ostiary.run(VerifyEmailDocument, { input: { code: { email, code } } });
    if (verifyEmail.__typename === "InvalidToken") return verifyEmail.message;
    const outcome = await redeemGrant(ostiary, verifyEmail.grant!);
    if ("message" in outcome) return outcome.message;
    await onEntered();
    return "";
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    (step === "verify" ? verify() : enter()).then(setComplaint, (error: unknown) => setComplaint(sentence(error)));
  }

  return (
    <form onSubmit={submit}>
      <h1>{{ "sign in": "Sign in", "sign up": "Sign up", verify: "Look into your mailbox" }[step]}</h1>
      <p role="alert">{complaint}</p>
      {step === "verify" ? (
        <>
          <p>Open the link in the mail to {email}, or type its code here.</p>
          <label>
            Code <input value={code} onChange={(event) => setCode(event.target.value)} autoComplete="one-time-code" />
          </label>
          <button>Verify</button>
        </>
      ) : (
        <>
          <label>
            Email
            <input
              type="email"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              autoComplete="email"
              required
            />
          </label>
          <label>
            Password
            <input
              type="password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
              autoComplete={step === "sign in" ? "current-password" : "new-password"}
              required
            />
          </label>
          <button>{step === "sign in" ? "Sign in" : "Sign up"}</button>
          <button type="button" className="quiet" onClick={() => setStep(step === "sign in" ? "sign up" : "sign in")}>
            {step === "sign in" ? "I have no account yet" : "I have an account"}
          </button>
        </>
      )}
    </form>
  );
}
