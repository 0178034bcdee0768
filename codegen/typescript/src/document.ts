/** A GraphQL document that knows the types of its answer and of its variables. When it runs it is a string. */
export type TypedDocument<Data, Variables> = string & { readonly __apiType?: (variables: Variables) => Data };

/** Puts an operation and its fragments together. Bundlers drop the documents that an application does not use. */
export function document<Data, Variables>(...parts: string[]): TypedDocument<Data, Variables> {
  return parts.join("");
}
