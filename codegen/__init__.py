"""Files generated from the schema, checked in and never edited by hand. No request is served from here."""
