import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, beforeEach, describe, it } from 'node:test';
import { loadMigrations, migrate, MigrationRefused } from '../src/index.ts';

const log = readFileSync(new URL('../migrations/0001-migration-log.sql', import.meta.url), 'utf8');
const now = () => new Date('2025-09-27T14:00:00Z');
const folders: string[] = [];
let folder = '';

function write(files: Record<string, string>): void {
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql);
}

function tables(db: DatabaseSync): unknown[] {
  return db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all().map((row) => row['name']);
}

describe('the migration runner', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledgerline-migrations-'));
    folders.push(folder);
    write({ '0001-migration-log.sql': log });
  });
  after(() => folders.forEach((each) => rmSync(each, { recursive: true })));

  it('applies what is pending, in order, and nothing twice', () => {
    write({ '0002-a.sql': 'CREATE TABLE a (x INTEGER);', '0003-b.sql': 'INSERT INTO a VALUES (1);' });
    const db = new DatabaseSync(':memory:');
    assert.deepEqual(migrate(db, loadMigrations(folder), now), [1, 2, 3]);
    assert.deepEqual(migrate(db, loadMigrations(folder), now), []);
  });

  it('stays at the last good version when one fails [MIGRATION_RUNNER-AC01]', () => {
    write({ '0002-a.sql': 'CREATE TABLE a (x INTEGER);', '0003-b.sql': 'CREATE TABLE b (x INTEGER); INSERT INTO nowhere VALUES (1);' });
    const db = new DatabaseSync(':memory:');
    assert.throws(() => migrate(db, loadMigrations(folder), now), /Migration 3 \(b\) failed/);
    assert.deepEqual(tables(db), ['a', 'schema_migrations']);
    assert.equal(db.prepare('SELECT max(number) AS newest FROM schema_migrations').get()?.['newest'], 2);
  });

  it('refuses a migration edited after it was applied [MIGRATION_RUNNER-AC02]', () => {
    write({ '0002-a.sql': 'CREATE TABLE a (x INTEGER);' });
    const db = new DatabaseSync(':memory:');
    const before = loadMigrations(folder);
    migrate(db, before, now);
    write({ '0002-a.sql': 'CREATE TABLE a (x TEXT);' });
    const edited = loadMigrations(folder);
    assert.throws(() => migrate(db, edited, now), (error: unknown) =>
      error instanceof MigrationRefused &&
      error.message.includes('Migration 2') &&
      error.message.includes(before[1]?.checksum ?? '?') &&
      error.message.includes(edited[1]?.checksum ?? '?'));
  });

  it('gives the same checksum for Windows line endings', () => {
    write({ '0002-a.sql': 'CREATE TABLE a (\n  x INTEGER\n);\n' });
    const unix = loadMigrations(folder)[1]?.checksum;
    write({ '0002-a.sql': 'CREATE TABLE a (\r\n  x INTEGER\r\n);\r\n' });
    assert.equal(loadMigrations(folder)[1]?.checksum, unix);
  });

  it('refuses gaps and duplicates before anything runs [MIGRATION_RUNNER-AC03]', () => {
    write({ '0003-late.sql': '' });
    assert.throws(() => loadMigrations(folder), /number 2 is missing/);
    write({ '0002-a.sql': '', '0002-b.sql': '' });
    assert.throws(() => loadMigrations(folder), /number 2 is used twice/);
  });

  it('refuses books written by a newer version [MIGRATION_RUNNER-AC04]', () => {
    write({ '0002-a.sql': 'CREATE TABLE a (x INTEGER);' });
    const db = new DatabaseSync(':memory:');
    const newer = loadMigrations(folder);
    migrate(db, newer, now);
    assert.throws(() => migrate(db, newer.slice(0, 1), now), /at schema 2.*knows 1/);
    assert.deepEqual(tables(db), ['a', 'schema_migrations']);
  });
});
