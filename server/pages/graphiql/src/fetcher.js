// Sends an operation to the endpoint that serves this page, with the remembered access token unless the
// Headers tab names another, and fills {{refreshToken}}, {{orgId}} and {{mailedCode}} in the variables.
import { learn, read } from "./memory.js";

const placeholders = {
  refreshToken: () => read().refreshToken,
  orgId: () => read().orgId,
  mailedCode: newestCodeFor,
};

/** The newest code that the development mailbox holds for an address in the variables. */
async function newestCodeFor(variables) {
  const response = await fetch("/dev/mailbox", { headers: { Accept: "application/json" } });
  const messages = response.ok ? await response.json() : [];
  return messages
    .filter(({ to }) => JSON.stringify(variables).includes(`"${to}"`))
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
    .map(({ text }) => text.match(/\b(\d{4})[ -]?(\d{4})\b/))
    .find(Boolean)
    ?.slice(1)
    .join("");
}

async function fill(variables) {
  let text = JSON.stringify(variables) ?? "{}";
  for (const [name, find] of Object.entries(placeholders)) {
    if (!text.includes(`"{{${name}}}"`)) continue;
    const known = await find(variables);
    if (!known) throw new Error(`Nothing is known for {{${name}}} yet: run the tabs before this one, or type it here.`);
    text = text.replaceAll(`"{{${name}}}"`, () => JSON.stringify(known));
  }
  return JSON.parse(text);
}

function authorization(headers = {}) {
  const { accessToken, sending } = read();
  const named = Object.keys(headers).some((name) => name.toLowerCase() === "authorization");
  return accessToken && sending && !named ? { Authorization: `Bearer ${accessToken}` } : {};
}

/** GraphiQL learns an operation's name a moment after its tab was opened; until then it hands over the former one. */
const nameWithin = (query, name) => (new RegExp(`\\b(query|mutation)\\s+${name}\\b`).test(query) ? name : null);

export async function fetcher({ query, variables, operationName }, { headers } = {}) {
  const body = JSON.stringify({
    query,
    operationName: nameWithin(query, operationName),
    variables: await fill(variables),
  });
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      Accept: "application/graphql-response+json, application/json",
      "Content-Type": "application/json",
      ...authorization(headers),
      ...headers,
    },
    body,
  });
  const answer = await response.json();
  learn(answer.data);
  return answer;
}
