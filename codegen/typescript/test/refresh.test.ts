import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CreateOrgDocument,
  MeDocument,
  OstiaryClient,
  SessionsDocument,
  SwitchOrgDocument,
  memoryStore,
  webStore,
} from "../dist/index.js";
import { Jar, TabStorage, type Wire, connect, enter, expire, url } from "./support.ts";

type Tab = { client: OstiaryClient; wire: Wire };

/** Two tabs of one browser, signed in. */
async function tabs(): Promise<[Tab, Tab]> {
  globalThis.addEventListener ??= () => {};
  const storage = new TabStorage();
  const pair: [Tab, Tab] = [connect({ store: webStore(storage) }), connect({ store: webStore(storage) })];
  await enter(pair[0].client);
  return pair;
}

/** Whether the client was told by now that it is signed out, and how often. */
function timesSignedOut(client: OstiaryClient): () => number {
  let times = 0;
  client.onSignedOut(() => times++);
  return () => times;
}

const expired = { name: "FaultError", code: "UNAUTHENTICATED" };

test("many callers whose token expires make one refresh, and each is answered", async () => {
  const { client, wire } = connect();
  const email = await enter(client);
  await expire(client);
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.run(MeDocument)));
  assert.ok(answers.every(({ me }) => me?.email === email));
  assert.equal(wire.count("Refresh"), 1);
});

test("two tabs whose tokens expire at the same moment make one refresh", async () => {
  const [first, second] = await tabs();
  await expire(first.client);
  const askers = [first, second, second, first];
  const answers = await Promise.all(askers.map(({ client }) => client.run(MeDocument)));
  assert.ok(answers.every(({ me }) => me));
  assert.equal(first.wire.count("Refresh") + second.wire.count("Refresh"), 1);
});

test("two tabs in cookie mode, too", async () => {
  globalThis.addEventListener ??= () => {};
  const [storage, jar] = [new TabStorage(), new Jar()];
  const [first, second] = [0, 1].map(() => connect({ mode: "cookie", store: webStore(storage), fetch: jar.fetch }));
  await enter(first!.client);
  await expire(first!.client);
  const answers = await Promise.all([first!, second!].map(({ client }) => client.run(MeDocument)));
  assert.ok(answers.every(({ me }) => me));
  assert.equal(first!.wire.count("Refresh") + second!.wire.count("Refresh"), 1);
  assert.doesNotMatch(storage.getItem("ostiary")!, /rt_/);
  storage.clear(); // As where the session began on the server's own pages.
  const told = timesSignedOut(second!.client);
  await second!.client.signOut();
  assert.equal(told(), 1);
  await assert.rejects(first!.client.run(MeDocument), expired);
});

test("a stranger in cookie mode asks once whether there is a session", async () => {
  const { client, wire } = connect({ mode: "cookie", store: memoryStore(), fetch: new Jar().fetch });
  const told = timesSignedOut(client);
  for (let times = 0; times < 3; times++) await assert.rejects(client.run(MeDocument), expired);
  assert.equal(wire.count("Refresh"), 1);
  assert.equal(told(), 0);
});

test("a refresh whose answer is lost twice is asked for again, and the session lives", async () => {
  const { client, wire } = connect();
  await enter(client);
  await expire(client);
  wire.loseAnswers("Refresh", 2);
  assert.ok((await client.run(MeDocument)).me);
  assert.equal(wire.count("Refresh"), 3);
  await expire(client);
  assert.ok((await client.run(MeDocument)).me);
});

test("many callers share a refresh that fails, too", async () => {
  const { client, wire } = connect();
  await enter(client);
  await expire(client);
  wire.loseAnswers("Refresh", 3);
  const answers = await Promise.allSettled(Array.from({ length: 5 }, () => client.run(MeDocument)));
  assert.ok(answers.every(({ status }) => status === "rejected"));
  assert.equal(wire.count("Refresh"), 3);
  assert.ok((await client.run(MeDocument)).me);
});

const troubles: Record<string, () => Response> = {
  "no network": () => {
    throw new TypeError("fetch failed");
  },
  "a proxy's page": () => new Response("<h1>Bad gateway</h1>", { status: 502 }),
  "an overloaded server": () => fault("SERVICE_UNAVAILABLE"),
  "a limit": () => fault("RATE_LIMITED"),
  "a fault": () => fault("INTERNAL_SERVER_ERROR"),
};

function fault(code: string): Response {
  return Response.json({ errors: [{ message: "Not now", extensions: { code, retryAfter: 7 } }], data: null });
}

test("no trouble but the server's word signs anyone out", async () => {
  const { client, wire } = connect();
  await enter(client);
  const told = timesSignedOut(client);
  for (const [trouble, answer] of Object.entries(troubles)) {
    await expire(client);
    // Before the server has seen it: one that is lost after that is another test.
    wire.onAsked = (operation) => (operation === "Refresh" ? answer() : undefined);
    await assert.rejects(client.run(MeDocument), (error: Error & { code?: string }) => error.code !== "UNAUTHENTICATED");
    wire.onAsked = () => undefined;
    assert.ok((await client.run(MeDocument)).me, trouble);
  }
  assert.equal(told(), 0);
});

test("who is signed out elsewhere is told once, and asks no more", async () => {
  const { client, wire } = connect();
  const email = await enter(client);
  const told = timesSignedOut(client);
  const { client: other } = connect();
  await enter(other, email);
  await other.signOutEverywhere();
  await assert.rejects(client.run(MeDocument), expired);
  await assert.rejects(client.run(MeDocument), expired);
  assert.equal(told(), 1);
  assert.equal(wire.count("Refresh"), 1);
});

test("a request that is refused again is not repeated a second time", async () => {
  const { client, wire } = connect();
  await enter(client);
  wire.onAsked = (operation) => (operation === "Me" ? fault("UNAUTHENTICATED") : undefined);
  await assert.rejects(client.run(MeDocument), expired);
  assert.deepEqual([wire.count("Me"), wire.count("Refresh")], [2, 1]);
});

test("a token for another organisation does not get lost in a refresh", async () => {
  const { client } = connect();
  await enter(client);
  const { createOrg } = await client.run(CreateOrgDocument, { input: { name: "Engines" } });
  assert.ok(createOrg.__typename === "Org");
  await expire(client);
  const [, { switchOrg }] = await Promise.all([client.run(MeDocument), client.run(SwitchOrgDocument, { orgId: createOrg.id })]);
  assert.equal(switchOrg.__typename, "SignedIn");
  await expire(client);
  const { sessions } = await client.run(SessionsDocument);
  assert.equal(sessions?.[0]?.activeOrg?.id, createOrg.id);
});

test("signing out tells, and forgets the tokens even where the server cannot be told", async () => {
  const store = memoryStore();
  const { client, wire } = connect({ store });
  const told = timesSignedOut(client);
  const email = await enter(client);
  await client.signOut();
  assert.deepEqual([told(), await store.read()], [1, null]);
  await enter(client, email);
  wire.loseAnswers("SignOut", 1);
  await assert.rejects(client.signOut(), TypeError);
  assert.deepEqual([told(), await store.read()], [2, null]);
});

test("a token for another service is good", async () => {
  const store = memoryStore();
  const { client, wire } = connect({ store });
  assert.equal(await client.accessToken(), null);
  await enter(client);
  const held = (await store.read())!;
  assert.equal(await client.accessToken(), held.accessToken);
  await store.write({ ...held, expiresAt: Date.now() });
  assert.notEqual(await client.accessToken(), held.accessToken);
  assert.equal(wire.count("Refresh"), 1);
});

test("no other address is told the token", async () => {
  const told: (string | null)[] = [];
  const send: typeof fetch = async (_input, init) => {
    told.push(new Headers(init?.headers).get("Authorization"));
    return Response.json({ data: {} });
  };
  const store = memoryStore({ accessToken: "a", refreshToken: "r", expiresAt: 0, stamp: "1" });
  const client = new OstiaryClient({ url, fetch: send, store });
  for (const address of [url, `${url}/more`, "https://elsewhere.example/graphql"]) await client.fetch(address);
  assert.deepEqual(told, ["Bearer a", null, null]);
});
