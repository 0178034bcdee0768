// The part of a passkey that only a script can do: hand the options to the browser, and its answer to the form.

const canPasskeys = "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;

async function answerOf(kind, options, more = {}) {
  const publicKey =
    kind === "create"
      ? PublicKeyCredential.parseCreationOptionsFromJSON(options)
      : PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials[kind]({ publicKey, ...more });
  return JSON.stringify(credential.toJSON());
}

// `data-passkey="get"` or `"create"`: the button asks the browser first. `data-now` does not wait for the button.
for (const form of document.querySelectorAll('[data-passkey="get"], [data-passkey="create"]')) {
  const button = form.querySelector("button");
  const failed = form.querySelector("[data-failed]");
  const ask = async () => {
    failed.hidden = true;
    button.disabled = true;
    try {
      const options = JSON.parse(form.elements.options.value);
      form.elements.credential.value = await answerOf(form.dataset.passkey, options);
      form.submit();
    } catch {
      failed.hidden = false;
      button.disabled = false;
      button.focus();
    }
  };
  if (!canPasskeys) continue;
  button.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  if ("now" in form.dataset) ask();
}

for (const lack of document.querySelectorAll("[data-no-passkeys]")) lack.hidden = canPasskeys;

// `data-passkey="offer"`: the browser lists passkeys where the address is typed in. No answer is no fault.
const offering = document.querySelector('[data-passkey="offer"]');
if (offering && canPasskeys && (await PublicKeyCredential.isConditionalMediationAvailable?.())) {
  try {
    const body = new URLSearchParams({ proof: offering.dataset.proof });
    const response = await fetch("/auth/passkey/offer", { method: "POST", body });
    const { challenge, options, proof, action } = await response.json();
    const credential = await answerOf("get", JSON.parse(options), { mediation: "conditional" });
    const form = document.createElement("form");
    form.method = "post";
    form.action = action;
    for (const [name, value] of Object.entries({ challenge, credential, proof })) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  } catch {
    // The person signs in another way.
  }
}
