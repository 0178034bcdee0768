import { CreateOrgDocument, OrgMembersDocument, type OrgMembersQuery } from "@ostiary/client";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import type { Me } from "./App";
import { ostiary, sentence } from "./ostiary";

/** What a signed-in person sees: their organisations, and who belongs to them. */
export function Home({ me, onChange }: { me: Me; onChange: () => Promise<void> }) {
  const [name, setName] = useState("");
  const [complaint, setComplaint] = useState("");
  const complain = (error: unknown) => setComplaint(sentence(error));

  async function found(): Promise<string> {
    const { createOrg: outcome } = await ostiary.run(CreateOrgDocument, { input: { name } });
    if (outcome.__typename !== "Org") return outcome.message;
    await onChange();
    return "";
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    found().then(setComplaint, complain);
  }

  return (
    <>
      <h1>Welcome, {me.fullName ?? me.email}</h1>
      <p role="alert">{complaint}</p>
      {me.memberships?.map(({ org }) => <Org key={org.id} id={org.id} name={org.name} complain={complain} />)}
      <form onSubmit={submit}>
        <label>
          New organisation <input value={name} onChange={(event) => setName(event.target.value)} required />
        </label>
        <button>Found it</button>
      </form>
      <button className="quiet" onClick={() => ostiary.signOut().catch(complain)}>
        Sign out
      </button>
      <button className="quiet" onClick={() => ostiary.signOutEverywhere().catch(complain)}>
        Sign out everywhere
      </button>
    </>
  );
}

type Members = NonNullable<OrgMembersQuery["orgMembers"]>["nodes"];

function Org({ id, name, complain }: { id: string; name: string; complain: (error: unknown) => void }) {
  const [members, setMembers] = useState<Members>([]);
  const [times, setTimes] = useState(0);
  const look = useCallback(() => {
    ostiary
      .run(OrgMembersDocument, { orgId: id })
      .then(({ orgMembers }) => {
        setMembers(orgMembers?.nodes ?? []);
        setTimes((before) => before + 1);
      })
      .catch(complain);
  }, [id]);
  useEffect(look, [look]);
  return (
    <section aria-label={name}>
      <h2>{name}</h2>
      <ul>
        {members.map((member) => (
          <li key={member.id}>
            {member.fullName ?? member.email ?? "Somebody"} <small>{member.role.toLowerCase()}</small>
          </li>
        ))}
      </ul>
      <button className="quiet" onClick={look}>
        Look again
      </button>{" "}
      <small>Looked {times} times</small>
    </section>
  );
}
