import type { FaultCode, FaultReason } from "./documents.js";

/** One entry of an answer's `errors`. */
export interface GraphQLFault {
  message: string;
  path?: (string | number)[];
  extensions?: { code?: FaultCode; reason?: FaultReason; retryAfter?: number; requestId?: string };
}

/** What a GraphQL server answers. */
export interface Answer<Data = Record<string, unknown>> {
  data?: Data | null;
  errors?: GraphQLFault[];
}

/** The word of a guard, of a limit or of a fault, as opposed to a problem, which is an outcome in the data. */
export class FaultError extends Error {
  override readonly name = "FaultError";
  readonly code: FaultCode;
  readonly reason: FaultReason | undefined;
  /** Seconds to wait, beside RATE_LIMITED and SERVICE_UNAVAILABLE. */
  readonly retryAfter: number | undefined;
  /** Finds an INTERNAL_SERVER_ERROR in the server's log. */
  readonly requestId: string | undefined;

  /** `errors` is all of them, the first of which gives the code; `data` is what was answered nevertheless. */
  constructor(
    readonly errors: GraphQLFault[],
    readonly data?: unknown,
  ) {
    super(errors[0]?.message);
    const { code, reason, retryAfter, requestId } = errors[0]?.extensions ?? {};
    this.code = code ?? "INTERNAL_SERVER_ERROR";
    this.reason = reason;
    this.retryAfter = retryAfter;
    this.requestId = requestId;
  }
}

/** Reads an answer, whoever gave it: a proxy that is in the way does not speak GraphQL. */
export async function answerOf<Data = Record<string, unknown>>(response: Response): Promise<Answer<Data>> {
  const text = await response.text();
  try {
    const answer = JSON.parse(text) as Answer<Data> | null;
    if (answer?.data !== undefined || answer?.errors?.length) return answer;
  } catch {
    // Not JSON: what follows tells it by the status.
  }
  const code = response.status === 429 ? "RATE_LIMITED" : response.status > 500 ? "SERVICE_UNAVAILABLE" : "INTERNAL_SERVER_ERROR";
  const retryAfter = Number(response.headers.get("Retry-After"));
  return { errors: [{ message: `HTTP ${response.status}`, extensions: { code, ...(retryAfter > 0 && { retryAfter }) } }] };
}

/** The data of an answer without errors; else throws a FaultError. */
export function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  if (errors?.length) throw new FaultError(errors, data);
  return data as Data;
}

/** The end of a `switch` that handles every outcome: does not compile where one is missing. */
export function assertNever(outcome: never): never {
  throw new TypeError(`An outcome that this client does not know: ${JSON.stringify(outcome)}`);
}
