// What makes a page nicer where scripts run. Every page works without.

const words = document.documentElement.dataset;

for (const field of document.querySelectorAll('input[type="password"]')) {
  const around = document.createElement("span");
  const button = document.createElement("button");
  around.className = "reveal";
  button.type = "button";
  button.className = "quiet";
  const say = () => {
    const isShown = field.type === "text";
    button.textContent = isShown ? words.hide : words.show;
    button.setAttribute("aria-pressed", String(isShown));
  };
  button.setAttribute("aria-controls", field.id);
  button.addEventListener("click", () => {
    field.type = field.type === "password" ? "text" : "password";
    say();
  });
  // So that neither the browser's history of fields nor a screen share keeps it.
  field.form.addEventListener("submit", () => {
    field.type = "password";
  });
  say();
  // Moving a field takes the focus from it.
  const hadFocus = document.activeElement === field;
  field.replaceWith(around);
  around.append(field, button);
  if (hadFocus) field.focus();
}

// Times in the reader's own zone.
const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
for (const time of document.querySelectorAll("main time[datetime]")) {
  time.title = time.textContent;
  time.textContent = format.format(new Date(time.dateTime));
}

// One press, one request.
for (const form of document.querySelectorAll('form[method="post"]')) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
// A page that comes back from the browser's memory may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

if (document.querySelector("[data-passkey]")) await import(`./passkeys.js${new URL(import.meta.url).search}`);
