/** What the tests share: a wire that can be counted and cut, people, and their mail. The server is a real one. */
import {
  ChangePasswordDocument,
  type ClientOptions,
  OstiaryClient,
  SignInDocument,
  SignUpDocument,
  VerifyEmailDocument,
} from "../dist/index.js";

const origin = process.env["OSTIARY_URL"] ?? "http://localhost:8000";
export const url = `${origin}/graphql`;
export const password = "violet-tractor-hums-42";

/** The way to the server. It notes the name of each operation, and may lose the answers of some. */
export class Wire {
  readonly sent: string[] = [];
  readonly #send: typeof fetch;
  /** Answers in place of the server, where it answers. */
  onAsked: (operation: string) => Response | undefined = () => undefined;
  /** Called for each operation after the server has answered. */
  onAnswer: (operation: string, answer: Response) => Response | Promise<Response> = (_operation, answer) => answer;

  constructor(send: typeof fetch = fetch) {
    this.#send = send;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const { query } = JSON.parse(String(init?.body)) as { query: string };
    const operation = /\w+ (\w+)/.exec(query)![1]!;
    this.sent.push(operation);
    return this.onAsked(operation) ?? this.onAnswer(operation, await this.#send(input, init));
  };

  count(operation: string): number {
    return this.sent.filter((name) => name === operation).length;
  }

  loseAnswers(operation: string, times: number): void {
    this.onAnswer = (name, answer) => {
      if (name === operation && times-- > 0) throw new TypeError("The network is gone");
      return answer;
    };
  }
}

/** What localStorage is to tabs, but for the events. */
export class TabStorage implements Storage {
  readonly #items = new Map<string, string>();
  [name: string]: unknown;
  get length() {
    return this.#items.size;
  }
  clear = () => this.#items.clear();
  key = (index: number) => [...this.#items.keys()][index] ?? null;
  getItem = (name: string) => this.#items.get(name) ?? null;
  setItem = (name: string, value: string) => void this.#items.set(name, value);
  removeItem = (name: string) => void this.#items.delete(name);
}

/** The way of a browser in cookie mode, which all tabs share. */
export class Jar {
  readonly #cookies = new Map<string, string>();

  readonly fetch: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set("Origin", origin);
    headers.set("Cookie", [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const answer = await fetch(input, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) this.#note(line);
    return answer;
  };

  #note(line: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
    if (value) this.#cookies.set(name!, value);
    else this.#cookies.delete(name!);
  }
}

export function connect(options: Partial<ClientOptions> = {}): { client: OstiaryClient; wire: Wire } {
  const wire = new Wire(options.fetch);
  return { client: new OstiaryClient({ url, ...options, fetch: wire.fetch }), wire };
}

/** The 8-digit code of the newest mail to the address. */
export async function codeFor(email: string): Promise<string> {
  return /(?<!\d)\d{8}(?!\d)/.exec(await mailTo(email))![0];
}

async function mailTo(email: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const mailbox = `${origin}/dev/mailbox?to=${encodeURIComponent(email)}`;
    const response = await fetch(mailbox, { headers: { Accept: "application/json" } });
    const [newest] = (await response.json()) as { text: string }[];
    if (newest) return newest.text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No mail came to ${email}.`);
}

export function newEmail(): string {
  return `someone-${crypto.randomUUID()}@example.com`;
}

/** Signs in, after signing up and verifying the address where none is given. Answers the address. */
export async function enter(client: OstiaryClient, email?: string): Promise<string> {
  if (!email) {
    email = newEmail();
    await client.run(SignUpDocument, { input: { email, password } });
    await client.run(VerifyEmailDocument, { input: { code: { email, code: await codeFor(email) } } });
  }
  await client.run(SignInDocument, { input: { email, password } });
  return email;
}

/** Makes every access token from before answer TOKEN_EXPIRED, by a change of password that keeps the session. */
export async function expire(client: OstiaryClient): Promise<void> {
  const input = { currentPassword: password, newPassword: password, revokeOtherSessions: false };
  const { changePassword } = await client.run(ChangePasswordDocument, { input });
  if (changePassword.__typename !== "PasswordChanged") throw new Error(changePassword.message);
}
