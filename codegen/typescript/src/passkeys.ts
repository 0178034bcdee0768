/** A credential in WebAuthn's JSON form, as the server takes it. */
export type CredentialJSON = RegistrationResponseJSON | AuthenticationResponseJSON;

/** Whether this browser can. */
export function supportsPasskeys(): boolean {
  return typeof PublicKeyCredential === "function" && "parseCreationOptionsFromJSON" in PublicKeyCredential;
}

/** Makes a passkey from the options of `beginPasskeyRegistration`. Throws what the browser throws, as when the person declines. */
export async function createPasskey(options: unknown, signal?: AbortSignal): Promise<RegistrationResponseJSON> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as PublicKeyCredentialCreationOptionsJSON);
  const credential = await navigator.credentials.create({ publicKey, ...(signal && { signal }) });
  return (credential as PublicKeyCredential).toJSON() as RegistrationResponseJSON;
}

/** Proves a passkey by the options of `beginPasskeySignIn` or of MfaRequired. `conditional` offers it in a form's autofill. */
export async function usePasskey(
  options: unknown,
  { conditional = false, signal }: { conditional?: boolean; signal?: AbortSignal } = {},
): Promise<AuthenticationResponseJSON> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON);
  const mediation = conditional ? "conditional" : "optional";
  const credential = await navigator.credentials.get({ publicKey, mediation, ...(signal && { signal }) });
  return (credential as PublicKeyCredential).toJSON() as AuthenticationResponseJSON;
}
