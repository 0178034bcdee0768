import { type DocumentNode, parse } from "graphql";
import type { TypedDocument } from "./document.js";

/** The same document for clients that take syntax trees, such as Apollo's; as a constant, so that it is parsed once. */
export function documentNode<Data, Variables>(
  document: TypedDocument<Data, Variables>,
): DocumentNode & { readonly __apiType?: (variables: Variables) => Data } {
  return parse(document);
}
