export * from "./client.js";
export type { TypedDocument } from "./document.js";
export { document } from "./document.js";
export * from "./documents.js";
export { type Answer, FaultError, type GraphQLFault, assertNever } from "./faults.js";
export * from "./passkeys.js";
export * from "./redirects.js";
export * from "./store.js";
