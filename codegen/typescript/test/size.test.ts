import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const LIMIT = 5 * 1024;

/** As an application's bundler leaves it, of what it imports. */
async function bundled(names: string): Promise<string> {
  const stdin = { contents: `export { ${names} } from "./dist/index.js"`, resolveDir: `${import.meta.dirname}/..` };
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: "esm", target: "es2022", write: false });
  return outputFiles[0]!.text;
}

test("the whole runtime is smaller than 5 KB, the documents that it sends included", async () => {
  const redirects = "codeChallenge, redeemGrant, redeemGrantFromUrl, startProviderSignIn";
  const passkeys = "addPasskey, createPasskey, signInWithPasskey, supportsPasskeys, usePasskey";
  const text = await bundled(`OstiaryClient, FaultError, assertNever, memoryStore, webStore, ${redirects}, ${passkeys}`);
  const size = gzipSync(text).length;
  console.log(`${size} bytes gzipped`);
  assert.ok(size < LIMIT, `${size} bytes`);
});

test("a document that is not used is left out", async () => {
  const text = await bundled("OstiaryClient");
  assert.ok(text.includes("mutation Refresh"));
  assert.ok(!text.includes("mutation RotateSigningKey"));
});
