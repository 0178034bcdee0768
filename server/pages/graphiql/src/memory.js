// What this page remembers of the answers it saw: in memory only, gone with the page, never in any storage.

const nothing = { accessToken: null, refreshToken: null, email: null, orgId: null, sending: true };
const listeners = new Set();
let state = nothing;

export const read = () => state;

export function change(changes) {
  state = { ...state, ...changes };
  listeners.forEach((listener) => listener());
}

export const forget = () => change(nothing);

export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function learn(data) {
  for (const [field, outcome] of Object.entries(data ?? {})) {
    if (outcome?.accessToken) {
      const { accessToken, refreshToken, user } = outcome;
      change({ accessToken, refreshToken: refreshToken ?? state.refreshToken, email: user?.email ?? state.email });
    }
    if (outcome?.__typename === "Org") change({ orgId: outcome.id });
    if (field === "signOut" && outcome) forget();
  }
}
