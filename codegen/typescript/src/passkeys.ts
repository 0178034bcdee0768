import type { OstiaryClient } from "./client.js";
import {
  BeginPasskeyRegistrationDocument,
  type BeginPasskeyRegistrationMutation,
  BeginPasskeySignInDocument,
  type BeginPasskeySignInMutation,
  FinishPasskeyRegistrationDocument,
  type FinishPasskeyRegistrationMutation,
  FinishPasskeySignInDocument,
  type FinishPasskeySignInMutation,
} from "./documents.js";

/** What may come of either step, the first of which answers with a challenge. */
type Outcome<First, Second> = Exclude<First, { __typename: "PasskeyChallenge" }> | Second;
type Added = Outcome<
  BeginPasskeyRegistrationMutation["beginPasskeyRegistration"],
  FinishPasskeyRegistrationMutation["finishPasskeyRegistration"]
>;
type Entered = Outcome<
  BeginPasskeySignInMutation["beginPasskeySignIn"],
  FinishPasskeySignInMutation["finishPasskeySignIn"]
>;

export interface PasskeyOptions {
  /** Offers the passkey in a form's autofill, and waits for that. */
  conditional?: boolean;
  signal?: AbortSignal;
}

/** Whether this browser can. */
export function supportsPasskeys(): boolean {
  return typeof PublicKeyCredential === "function" && "parseCreationOptionsFromJSON" in PublicKeyCredential;
}

/** Adds a passkey to the person's account. Throws what the browser throws, as where the person declines. */
export async function addPasskey(client: OstiaryClient, name?: string): Promise<Added> {
  const { beginPasskeyRegistration: begun } = await client.run(BeginPasskeyRegistrationDocument);
  if (begun.__typename !== "PasskeyChallenge") return begun;
  const input = { challenge: begun.challenge, credential: await createPasskey(begun.options), name };
  return (await client.run(FinishPasskeyRegistrationDocument, { input })).finishPasskeyRegistration;
}

/** Signs in whoever has a passkey here, without asking for a name. */
export async function signInWithPasskey(client: OstiaryClient, options?: PasskeyOptions): Promise<Entered> {
  const { beginPasskeySignIn: begun } = await client.run(BeginPasskeySignInDocument);
  if (begun.__typename !== "PasskeyChallenge") return begun;
  const input = { challenge: begun.challenge, credential: await usePasskey(begun.options, options) };
  return (await client.run(FinishPasskeySignInDocument, { input })).finishPasskeySignIn;
}

/** A credential by the server's options, in the form that the server takes. */
export async function createPasskey(options: unknown): Promise<RegistrationResponseJSON> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON);
  const credential = await navigator.credentials.create({ publicKey });
  return (credential as PublicKeyCredential).toJSON() as RegistrationResponseJSON;
}

/** A proof by the server's options, as those of MfaRequired: for `completeMfa`, and for `reauthenticate`. */
export async function usePasskey(
  options: unknown,
  { conditional = false, signal }: PasskeyOptions = {},
): Promise<AuthenticationResponseJSON> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON);
  const mediation = conditional ? "conditional" : "optional";
  const credential = await navigator.credentials.get({ publicKey, mediation, ...(signal && { signal }) });
  return (credential as PublicKeyCredential).toJSON() as AuthenticationResponseJSON;
}
