// Bundles GraphiQL with its styles, font and workers into ../static/graphiql.
// The file `version` comes last, so that it stands for a whole build.
import { createHash } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const folder = "../static/graphiql";

const { outputFiles } = await build({
  entryPoints: {
    graphiql: "src/main.jsx",
    "editor.worker": "monaco-editor/esm/vs/editor/editor.worker.js",
    "json.worker": "monaco-editor/esm/vs/language/json/json.worker.js",
    "graphql.worker": "monaco-graphql/esm/graphql.worker.js",
  },
  outdir: folder,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  jsx: "automatic",
  loader: { ".ttf": "file" },
  legalComments: "linked",
  define: { "process.env.NODE_ENV": '"production"' },
  write: false,
});

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const digest = createHash("sha256");
for (const { path, contents } of outputFiles) {
  writeFileSync(path, contents);
  digest.update(contents);
}
writeFileSync(`${folder}/version`, digest.digest("hex").slice(0, 12));
