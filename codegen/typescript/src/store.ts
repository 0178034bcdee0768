/** What a client holds of a session. In cookie mode both tokens are null, since the browser keeps them. */
export interface Held {
  accessToken: string | null;
  refreshToken: string | null;
  /** When the access token expires, in milliseconds since 1970 by this clock. */
  expiresAt: number;
  /** Another one after each change. */
  stamp: string;
}

/** Where a client keeps what it holds. All who share one store hold the same session. */
export interface SessionStore {
  read(): Held | null | Promise<Held | null>;
  write(held: Held | null): void | Promise<void>;
  /** The name under which all who share the store take turns, by the Web Locks API. */
  readonly lock?: string;
  /** Calls back when another page wrote. */
  onChange?(listener: (held: Held | null) => void): void;
}

/** For as long as the page or the process lives, and for one client. */
export function memoryStore(held: Held | null = null): SessionStore {
  return {
    read: () => held,
    write: (next) => {
      held = next;
    },
  };
}

/**
 * Milliseconds until tabs in other processes see what was written. Whoever writes has the lock, so that the next one to
 * have it reads what is new.
 */
const PROPAGATION = 100;

/**
 * For all tabs. Whatever script runs on the page can read it.
 *
 * With sessionStorage a tab keeps a session to itself; but a tab that is duplicated takes a copy along, and the older
 * copy of a refresh token counts as stolen.
 */
export function webStore(storage: Storage = localStorage, key = "ostiary"): SessionStore {
  const parse = (text: string | null) => (text ? (JSON.parse(text) as Held) : null);
  return {
    lock: key,
    read: () => parse(storage.getItem(key)),
    write: async (held) => {
      if (held) storage.setItem(key, JSON.stringify(held));
      else storage.removeItem(key);
      await new Promise((resolve) => setTimeout(resolve, PROPAGATION));
    },
    onChange: (listener) =>
      addEventListener("storage", (event) => {
        if (event.storageArea === storage && event.key === key) listener(parse(event.newValue));
      }),
  };
}
