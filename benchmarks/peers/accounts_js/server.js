// accounts-js with passwords, over TypeORM and PostgreSQL, with its REST transport. It hashes by bcrypt at cost 10.
const { AccountsPassword } = require("@accounts/password");
const { default: accountsExpress } = require("@accounts/rest-express");
const { AccountsServer } = require("@accounts/server");
const { AccountsTypeorm, entities } = require("@accounts/typeorm");
const express = require("express");
const { createConnection } = require("typeorm");

const { PORT, PGHOST, PGUSER, PGDATABASE } = process.env;

async function main() {
  const connection = await createConnection({
    type: "postgres",
    host: PGHOST,
    username: PGUSER,
    database: PGDATABASE,
    entities,
    synchronize: true,
    uuidExtension: "pgcrypto",
  });
  const accounts = new AccountsServer(
    {
      db: new AccountsTypeorm({ connection }),
      tokenSecret: "A-secret-for-benchmarks-only-0123456789",
      // So that a sign-up that failed does not look like one that went well.
      ambiguousErrorMessages: false,
    },
    { password: new AccountsPassword() },
  );
  const app = express();
  app.use(express.json());
  app.use(accountsExpress(accounts));
  app.listen(Number(PORT), "127.0.0.1");
}

main();
