-- Accounts, journals and postings. Amounts are signed minor units: debit positive, credit negative.
CREATE TABLE accounts (
  id          TEXT PRIMARY KEY CHECK (length(id) = 26),
  code        TEXT NOT NULL UNIQUE CHECK (code GLOB '[1-9][0-9][0-9][0-9]'),
  name        TEXT NOT NULL CHECK (trim(name) <> ''),
  type        TEXT NOT NULL CHECK (type IN ('asset', 'liability', 'equity', 'income', 'expense')),
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  archived_at TEXT,
  UNIQUE (id, currency)
) STRICT;

CREATE TABLE journals (
  id          TEXT PRIMARY KEY CHECK (length(id) = 26),
  entry_date  TEXT NOT NULL CHECK (entry_date IS date(entry_date)),
  posted_at   TEXT NOT NULL,
  description TEXT NOT NULL,
  source      TEXT NOT NULL,
  request_key TEXT UNIQUE,
  reverses_id TEXT UNIQUE REFERENCES journals (id)
) STRICT;

-- The second foreign key is what keeps a posting in its account's currency.
CREATE TABLE postings (
  id           TEXT PRIMARY KEY CHECK (length(id) = 26),
  journal_id   TEXT NOT NULL REFERENCES journals (id),
  line_no      INTEGER NOT NULL CHECK (line_no > 0),
  account_id   TEXT NOT NULL,
  currency     TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
  UNIQUE (journal_id, line_no),
  FOREIGN KEY (account_id, currency) REFERENCES accounts (id, currency)
) STRICT;

CREATE TRIGGER journals_no_update BEFORE UPDATE ON journals
BEGIN SELECT RAISE(ABORT, 'journals are append-only (ADR-0003): post a reversal'); END;
CREATE TRIGGER journals_no_delete BEFORE DELETE ON journals
BEGIN SELECT RAISE(ABORT, 'journals are append-only (ADR-0003): post a reversal'); END;
CREATE TRIGGER postings_no_update BEFORE UPDATE ON postings
BEGIN SELECT RAISE(ABORT, 'postings are append-only (ADR-0003): post a reversal'); END;
CREATE TRIGGER postings_no_delete BEFORE DELETE ON postings
BEGIN SELECT RAISE(ABORT, 'postings are append-only (ADR-0003): post a reversal'); END;
