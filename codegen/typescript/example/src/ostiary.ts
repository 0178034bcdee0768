import { FaultError, OstiaryClient, webStore } from "@ostiary/client";

const url = import.meta.env["VITE_OSTIARY_URL"] ?? "http://localhost:8000/graphql";

/** Cookies suit a page on the same site as the server. On another site there are tokens in localStorage. */
export const ostiary =
  import.meta.env["VITE_OSTIARY_MODE"] === "bearer"
    ? new OstiaryClient({ url, store: webStore() })
    : new OstiaryClient({ url, mode: "cookie" });

/** A sentence for the person about what went wrong, other than an outcome. */
export function sentence(error: unknown): string {
  if (!(error instanceof FaultError)) return "The server cannot be reached. Please try again.";
  return error.retryAfter ? `${error.message} Please wait ${error.retryAfter} seconds.` : error.message;
}
