import type { TypedDocument } from "./document.js";
import { RefreshDocument, type RefreshMutation, SignOutDocument, SignOutEverywhereDocument } from "./documents.js";
import { type Answer, FaultError, answerOf, dataOf } from "./faults.js";
import { type Held, type SessionStore, memoryStore, webStore } from "./store.js";

export interface ClientOptions {
  /** Where GraphQL is served, such as https://auth.example.com/graphql. */
  url: string;
  /** `cookie` for browsers on the same site as the server; tokens are then out of reach of scripts. */
  mode?: "bearer" | "cookie";
  /** In bearer mode memory, unless told otherwise. In cookie mode localStorage, which then holds no token. */
  store?: SessionStore;
  /** Sent with every request. */
  headers?: Record<string, string>;
  fetch?: typeof fetch;
}

export interface RunOptions {
  signal?: AbortSignal;
}

/** Left out where every variable may be. */
export type Arguments<Variables> =
  {} extends Variables ? [variables?: Variables, options?: RunOptions] : [variables: Variables, options?: RunOptions];

/** The part of SignedIn that a client keeps. */
interface Tokens {
  accessToken: string | null;
  /** Null where the session keeps the one it has. */
  refreshToken: string | null;
  expiresIn: number;
}

/**
 * In milliseconds. The server answers a replay of the latest refresh token alike for ten seconds, and
 * later takes it for stolen: so the last attempt after a lost answer begins well before that.
 */
const ATTEMPTS = [
  { wait: 0, patience: 3_000 },
  { wait: 300, patience: 3_000 },
  { wait: 1_000, patience: 30_000 },
];
const CLOCK_TOLERANCE = 5_000;

/** Speaks to an Ostiary server as one person, and keeps the session alive. */
export class OstiaryClient {
  readonly url: string;
  readonly mode: "bearer" | "cookie";
  readonly #options: ClientOptions;
  readonly #store: SessionStore;
  readonly #listeners = new Set<() => void>();
  #turn: Promise<unknown> = Promise.resolve();
  #renewal: { stamp: string | undefined; renewed: Promise<boolean> } | undefined;
  /** In cookie mode: whether the server said that there is no session. */
  #isNobody = false;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.mode = options.mode ?? "bearer";
    this.url = absolute(options.url);
    const isShared = this.mode === "cookie" && "localStorage" in globalThis;
    this.#store = options.store ?? (isShared ? webStore() : memoryStore());
    this.#store.onChange?.((held) => this.#noteChange(held));
  }

  /** The data of a document's answer. Throws a FaultError where the answer has errors, and what fetch throws. */
  async run<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    ...[variables, options]: Arguments<Variables>
  ): Promise<Data> {
    const response = await this.fetch(this.url, request(document, variables, options?.signal));
    return dataOf(await answerOf<Data>(response));
  }

  /**
   * A fetch for any GraphQL client. It says who asks, and keeps the tokens that come back. Where the access token's time
   * is up it refreshes, and repeats the request once; it throws where that fails for any other reason than that the
   * session is over. Requests to other addresses pass through as they are.
   */
  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    if (input instanceof Request || absolute(input) !== this.url) return this.#fetch(input, init);
    const held = await this.#store.read();
    const response = await this.#send(init, held);
    const answer = await answerOf(response.clone());
    if (this.#needsRenewal(answer, held) && (await this.#renew(held?.stamp))) {
      const second = await this.#send(init, await this.#store.read());
      await this.#adopt(await answerOf(second.clone()));
      return second;
    }
    await this.#adopt(answer);
    return response;
  };

  /** A token for another service, refreshed where its time is up. Null for nobody, and in cookie mode. */
  async accessToken(): Promise<string | null> {
    const held = await this.#store.read();
    if (held?.refreshToken && Date.now() > held.expiresAt - CLOCK_TOLERANCE) await this.#renew(held.stamp);
    return (await this.#store.read())?.accessToken ?? null;
  }

  /** Ends the session. Where the server cannot be told, tokens are forgotten nevertheless, cookies stay, and it throws. */
  async signOut(): Promise<void> {
    await this.#exclusively(async () => {
      const held = await this.#store.read();
      try {
        await this.#ask(SignOutDocument, inputOf(held), held);
      } catch (error) {
        if (this.mode === "bearer") await this.#forget();
        throw error;
      }
      await this.#forget();
    });
  }

  /** Ends the person's sessions on all devices, and answers how many. */
  async signOutEverywhere({ keepCurrent = false } = {}): Promise<number> {
    const { signOutEverywhere } = await this.run(SignOutEverywhereDocument, { keepCurrent });
    if (!keepCurrent) await this.#exclusively(() => this.#forget());
    return signOutEverywhere.sessionsRevoked;
  }

  /** Calls back when the session is over, here or in another tab. Answers what takes the listener away. */
  onSignedOut(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #needsRenewal({ errors }: Answer, held: Held | null): boolean {
    const isRefused = errors?.some(
      ({ extensions }) => extensions?.code === "UNAUTHENTICATED" && extensions.reason !== "CSRF",
    );
    const mayRenew = this.mode === "cookie" ? held || !this.#isNobody : held?.refreshToken;
    return Boolean(isRefused && mayRenew);
  }

  /** One refresh for all who hold what has this stamp. Whether there are new tokens. */
  #renew(stamp: string | undefined): Promise<boolean> {
    if (this.#renewal && this.#renewal.stamp === stamp) return this.#renewal.renewed;
    const renewed = this.#exclusively(() => this.#rotate(stamp)).finally(() => {
      if (this.#renewal?.renewed === renewed) this.#renewal = undefined;
    });
    this.#renewal = { stamp, renewed };
    return renewed;
  }

  async #rotate(stamp: string | undefined): Promise<boolean> {
    const held = await this.#store.read();
    if (held?.stamp !== stamp) return held !== null; // Another tab was faster.
    const { refresh } = await this.#refresh(held);
    const isRenewed = refresh.__typename === "SignedIn";
    await (isRenewed ? this.#keep(refresh) : this.#forget(held !== null));
    return isRenewed;
  }

  /** Asks again where the answer was lost. */
  async #refresh(held: Held | null, [attempt, ...others] = ATTEMPTS): Promise<RefreshMutation> {
    await sleep(attempt!.wait);
    try {
      return await this.#ask(RefreshDocument, inputOf(held), null, AbortSignal.timeout(attempt!.patience));
    } catch (error) {
      const isFinal = error instanceof FaultError && error.code !== "SERVICE_UNAVAILABLE";
      if (isFinal || !others.length) throw error;
      return this.#refresh(held, others);
    }
  }

  /** Keeps the tokens of every root field that signed in, whichever operation it was. */
  async #adopt({ data }: Answer): Promise<void> {
    for (const outcome of Object.values(data ?? {})) {
      if (isSignedIn(outcome)) await this.#exclusively(() => this.#keep(outcome));
    }
  }

  async #keep({ accessToken, refreshToken, expiresIn }: Tokens): Promise<void> {
    const before = refreshToken === null ? await this.#store.read() : null;
    this.#isNobody = false;
    await this.#store.write({
      accessToken: accessToken ?? null,
      refreshToken: refreshToken ?? before?.refreshToken ?? null,
      expiresAt: Date.now() + expiresIn * 1_000,
      stamp: `${Date.now()} ${Math.random()}`,
    });
  }

  /** Tells so, unless nobody was known to be there. */
  async #forget(wasSomebody = true): Promise<void> {
    await this.#store.write(null);
    this.#isNobody = true;
    if (wasSomebody) this.#tellSignedOut();
  }

  #noteChange(held: Held | null): void {
    this.#isNobody = !held;
    if (!held) this.#tellSignedOut();
  }

  #tellSignedOut(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** One after the other: in this client, and where there are Web Locks, among all that share the store. */
  #exclusively<Result>(task: () => Promise<Result>): Promise<Result> {
    const locks: LockManager | undefined = globalThis.navigator?.locks;
    if (this.#store.lock && locks) return locks.request(`ostiary ${this.#store.lock}`, task) as Promise<Result>;
    const result = this.#turn.then(task);
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Renews nothing. */
  async #ask<Data, Variables>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
    held: Held | null,
    signal?: AbortSignal,
  ): Promise<Data> {
    return dataOf(await answerOf<Data>(await this.#send(request(document, variables, signal), held)));
  }

  #send(init: RequestInit, held: Held | null): Promise<Response> {
    const headers = new Headers({ ...this.#options.headers, ...Object.fromEntries(new Headers(init.headers)) });
    if (this.mode === "cookie") {
      headers.set("Ostiary-Session", "cookie");
      return this.#fetch(this.url, { ...init, headers, credentials: "include" });
    }
    if (held?.accessToken) headers.set("Authorization", `Bearer ${held.accessToken}`);
    return this.#fetch(this.url, { ...init, headers });
  }

  #fetch(input: string | URL | Request, init: RequestInit): Promise<Response> {
    const send = this.#options.fetch ?? fetch;
    return send(input, init);
  }
}

function request(query: string, variables: unknown, signal?: AbortSignal): RequestInit {
  const headers = { "Content-Type": "application/json" };
  return { method: "POST", headers, body: JSON.stringify({ query, variables }), signal: signal ?? null };
}

function inputOf(held: Held | null): { input?: { refreshToken: string } } {
  return held?.refreshToken ? { input: { refreshToken: held.refreshToken } } : {};
}

function isSignedIn(outcome: unknown): outcome is Tokens {
  return (outcome as { __typename?: string } | null)?.__typename === "SignedIn";
}

function absolute(url: string | URL): string {
  return new URL(url, globalThis.location?.href).href;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
