import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, it } from 'node:test';
import { loadMigrations, migrate } from '../src/index.ts';

const migrations = loadMigrations(fileURLToPath(new URL('../migrations', import.meta.url)));
const id = (digit: number) => `01K64X5QG0000000000000${String(digit).padStart(4, '0')}`;
let db: DatabaseSync;

function addAccount(digit: number, code: string, type = 'asset', currency = 'GBP'): void {
  db.prepare('INSERT INTO accounts (id, code, name, type, currency) VALUES (?, ?, ?, ?, ?)').run(id(digit), code, 'Any', type, currency);
}

function addPosting(digit: number, account: number, minor: number, currency = 'GBP'): void {
  db.prepare('INSERT INTO postings (id, journal_id, line_no, account_id, currency, amount_minor) VALUES (?, ?, ?, ?, ?, ?)').run(
    id(digit), id(50), digit, id(account), currency, minor);
}

describe('the ledger schema', () => {
  beforeEach(() => {
    db = new DatabaseSync(':memory:');
    migrate(db, migrations, () => new Date('2025-09-28T10:05:00Z'));
    addAccount(1, '1000');
    addAccount(2, '4000', 'income');
    db.prepare("INSERT INTO journals (id, entry_date, posted_at, description, source) VALUES (?, '2025-09-28', '2025-09-28T10:05:00Z', 'Sale', 'manual')").run(id(50));
  });

  it('keeps account codes unique and types known [LEDGER_SCHEMA-AC01]', () => {
    assert.throws(() => addAccount(3, '1000'), /UNIQUE/);
    assert.throws(() => addAccount(3, '1001', 'fund'), /CHECK/);
    assert.throws(() => addAccount(3, '100'), /CHECK/);
  });

  it('refuses a zero amount and a foreign currency [LEDGER_SCHEMA-AC02]', () => {
    assert.throws(() => addPosting(1, 1, 0), /CHECK/);
    assert.throws(() => addPosting(1, 1, 500, 'EUR'), /FOREIGN KEY/);
    addPosting(1, 1, 500);
  });

  it('refuses to change or remove what was posted [LEDGER_SCHEMA-AC03]', () => {
    addPosting(1, 1, 500);
    for (const statement of [
      "UPDATE journals SET description = 'Other'",
      'DELETE FROM journals',
      'UPDATE postings SET amount_minor = 1',
      'DELETE FROM postings',
    ]) {
      assert.throws(() => db.exec(statement), /append-only \(ADR-0003\)/, statement);
    }
  });

  it.todo('seals a journal only when its postings sum to zero [LEDGER_SCHEMA-AC04]');
  it.todo('reads an account between two dates from an index [LEDGER_SCHEMA-AC05]');
});
