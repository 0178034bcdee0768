// better-auth over PostgreSQL, as its documentation sets it up for Node's own HTTP server.
import { createServer } from "node:http";
import bcrypt from "bcrypt";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import pg from "pg";

const { PORT, BCRYPT_COST, COOKIE_CACHE } = process.env;
const cost = Number(BCRYPT_COST);
const password = {
  hash: (plain) => bcrypt.hash(plain, cost),
  verify: ({ hash, password: plain }) => bcrypt.compare(plain, hash),
};
const options = {
  baseURL: `http://127.0.0.1:${PORT}`,
  secret: "A-secret-for-benchmarks-only-0123456789",
  database: new pg.Pool(),
  emailAndPassword: { enabled: true, ...(cost && { password }) },
  // For longer than the bench lasts.
  session: { cookieCache: { enabled: COOKIE_CACHE === "1", maxAge: 7200 } },
  rateLimit: { enabled: false },
};
await (await getMigrations(options)).runMigrations();
createServer(toNodeHandler(betterAuth(options))).listen(Number(PORT), "127.0.0.1");
