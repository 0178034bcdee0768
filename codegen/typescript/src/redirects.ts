import type { OstiaryClient } from "./client.js";
import {
  RedeemGrantDocument,
  type RedeemGrantMutation,
  SignInWithProviderDocument,
  type SignInWithProviderMutation,
} from "./documents.js";

const VERIFIER = "ostiary verifier";
const PARAMETERS = ["grant", "linked", "error"] as const;

/** How a visit that came back to the application ended. `RedirectRefused.error` is a code of the server's errors page. */
export type Returned =
  | RedeemGrantMutation["redeemGrant"]
  | { __typename: "ProviderLinked"; provider: string }
  | { __typename: "RedirectRefused"; error: string };

/**
 * For every `codeChallenge` that goes with a `redirectUrl`: the grant at its end is then good in this browser alone. All
 * flows that wait for an end share one, since a link says nothing of the flow that it belongs to.
 */
export async function codeChallenge(): Promise<string> {
  const verifier = localStorage.getItem(VERIFIER) ?? base64url(crypto.getRandomValues(new Uint8Array(32)));
  localStorage.setItem(VERIFIER, verifier);
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

/** Sends the browser to the provider; it comes back to `redirectUrl`. Answers only where it may not. */
export async function startProviderSignIn(
  client: OstiaryClient,
  flow: { provider: string; redirectUrl: string },
): Promise<Exclude<SignInWithProviderMutation["signInWithProvider"], { __typename: "ProviderRedirect" }>> {
  const input = { ...flow, codeChallenge: await codeChallenge() };
  const { signInWithProvider: outcome } = await client.run(SignInWithProviderDocument, { input });
  if (outcome.__typename !== "ProviderRedirect") return outcome;
  location.assign(outcome.authorizationUrl);
  return new Promise(() => {});
}

/** Takes what a redirect brought out of the address bar, and trades a grant for a session. Null where it brought nothing. */
export async function redeemGrantFromUrl(client: OstiaryClient): Promise<Returned | null> {
  const { grant, linked, error } = takeFromUrl();
  if (error) return { __typename: "RedirectRefused", error };
  if (linked) return { __typename: "ProviderLinked", provider: linked };
  return grant ? redeemGrant(client, grant) : null;
}

/** Trades a grant for a session, with what `codeChallenge` kept: also the grant of `verifyEmail`, after a sign-up with one. */
export async function redeemGrant(client: OstiaryClient, grant: string): Promise<RedeemGrantMutation["redeemGrant"]> {
  const codeVerifier = localStorage.getItem(VERIFIER);
  const { redeemGrant: outcome } = await client.run(RedeemGrantDocument, { input: { grant, codeVerifier } });
  if (outcome.__typename !== "InvalidToken") localStorage.removeItem(VERIFIER);
  return outcome;
}

function takeFromUrl(): { [Name in (typeof PARAMETERS)[number]]?: string | null } {
  const url = new URL(location.href);
  const found = PARAMETERS.map((name) => [name, url.searchParams.get(name)] as const);
  if (found.every(([, value]) => value === null)) return {};
  for (const name of PARAMETERS) url.searchParams.delete(name);
  history.replaceState(history.state, "", url);
  return Object.fromEntries(found);
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
