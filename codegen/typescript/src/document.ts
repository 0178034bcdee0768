/** A GraphQL document that knows the types of its answer and of its variables. When it runs it is a string. */
export type TypedDocument<Data, Variables> = string & { readonly __apiType?: (variables: Variables) => Data };

/** Marks a document. Called as a pure function, so that bundlers drop what an application does not use. */
export function document<Data, Variables>(text: string): TypedDocument<Data, Variables> {
  return text;
}
