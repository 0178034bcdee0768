// GraphiQL as this server shows it. The page that loads it is server/pages/graphiql.py.
import "./inline-styles.js";
import "./workers.js";
import { GraphiQL } from "graphiql";
import { useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { fetcher } from "./fetcher.js";
import { change, forget, read, subscribe } from "./memory.js";
import { operations } from "./operations.js";
import { storage } from "./storage.js";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "graphiql/graphiql.css";
import "./page.css";

function TokenNote() {
  const { accessToken, email, sending } = useSyncExternalStore(subscribe, read);
  if (!accessToken) {
    return <span>After a sign-in its access token goes with each request, unless Headers sets one. Kept in memory only.</span>;
  }
  return (
    <>
      <label title="As Authorization: Bearer, unless the Headers tab sets one">
        <input type="checkbox" checked={sending} onChange={() => change({ sending: !sending })} />
        Send the access token{email && ` of ${email}`} (kept in memory only)
      </label>
      <button type="button" className="graphiql-button" onClick={forget}>
        Forget
      </button>
    </>
  );
}

createRoot(document.getElementById("graphiql")).render(
  <GraphiQL
    fetcher={fetcher}
    defaultTabs={operations}
    initialVariables={operations[0].variables}
    defaultEditorToolsVisibility="variables"
    plugins={[]}
    shouldPersistHeaders={false}
    storage={storage}
  >
    <GraphiQL.Logo>Ostiary</GraphiQL.Logo>
    <GraphiQL.Footer>
      <div className="token-note">
        <TokenNote />
        <a href="/dev/mailbox" target="_blank" rel="noreferrer">
          Mailbox
        </a>
      </div>
    </GraphiQL.Footer>
  </GraphiQL>,
);
