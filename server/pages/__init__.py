"""Pages for people: sign-in, landing pages of mails, the development mailbox, GraphiQL. The schema's first client."""
