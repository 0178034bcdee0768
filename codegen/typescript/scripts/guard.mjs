// Fails where a schema breaks clients of the released one, or leaves something undescribed: node guard.mjs RELEASED SCHEMA
import { parser, rules } from "@graphql-eslint/eslint-plugin";
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { Linter } from "eslint";
import { buildSchema } from "graphql";
import { readFileSync } from "node:fs";

const [releasedPath, schemaPath] = process.argv.slice(2);
const text = readFileSync(schemaPath, "utf8");
const schemas = [readFileSync(releasedPath, "utf8"), text].map((sdl) => buildSchema(sdl, { assumeValid: true }));

const changes = await diff(...schemas);
const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);

// Unions are named after the field that answers with them, and say no more.
const described = {
  ObjectTypeDefinition: true,
  InterfaceTypeDefinition: true,
  InputObjectTypeDefinition: true,
  EnumTypeDefinition: true,
  EnumValueDefinition: true,
  FieldDefinition: true,
  InputValueDefinition: true,
  // Clients read the guards' rules in the descriptions of the fields, not in the arguments of the directives.
  ignoredSelectors: ["[type=InputValueDefinition][parent.type=DirectiveDefinition]"],
};
const undescribed = new Linter().verify(text, {
  files: ["**"],
  languageOptions: { parser, parserOptions: { graphQLConfig: { schema: text } } },
  plugins: { graphql: { rules } },
  rules: {
    "graphql/require-description": ["error", described],
    "graphql/require-deprecation-reason": "error",
  },
}, "schema.graphql");

for (const { message } of breaking) console.error(`Breaks clients of the last release: ${message}`);
for (const { line, message } of undescribed) console.error(`schema.graphql:${line}: ${message}`);
process.exitCode = Number(breaking.length + undescribed.length > 0);
