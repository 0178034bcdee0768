import { FaultError, MeDocument, type MeQuery, redeemGrantFromUrl } from "@ostiary/client";
import { useCallback, useEffect, useState } from "react";
import { Entrance } from "./Entrance";
import { Home } from "./Home";
import { ostiary, sentence } from "./ostiary";

export type Me = NonNullable<MeQuery["me"]>;

export function App() {
  // Undefined until it is known whether somebody is signed in.
  const [me, setMe] = useState<Me | null>();
  const [notice, setNotice] = useState("");

  const look = useCallback(async () => {
    try {
      setMe((await ostiary.run(MeDocument)).me);
    } catch (error) {
      if (error instanceof FaultError && error.code === "UNAUTHENTICATED") setMe(null);
      else setNotice(sentence(error));
    }
  }, []);

  useEffect(() => ostiary.onSignedOut(() => setMe(null)), []);
  useEffect(() => {
    redeemGrantFromUrl(ostiary)
      .then((returned) => {
        if (returned && "message" in returned) setNotice(returned.message);
        else if (returned?.__typename === "RedirectRefused") setNotice(`That did not work: ${returned.error}.`);
      })
      .catch((error: unknown) => setNotice(sentence(error)))
      .then(look);
  }, [look]);

  return (
    <>
      <p role="status">{notice}</p>
      {me ? <Home me={me} onChange={look} /> : me === null && <Entrance onEntered={look} />}
    </>
  );
}
