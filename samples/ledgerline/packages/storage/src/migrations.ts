import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Nothing has been changed when this is thrown. */
export class MigrationRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MigrationRefused';
  }
}

/** Reads `0001-name.sql`, `0002-name.sql`, … and refuses gaps and duplicates before anything runs. */
export function loadMigrations(folder: string): Migration[] {
  const found = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => readMigration(folder, file));
  found.forEach((migration, index) => {
    const expected = index + 1;
    if (migration.number === expected) return;
    const why = migration.number < expected ? `number ${migration.number} is used twice` : `number ${expected} is missing`;
    throw new MigrationRefused(`Migrations in ${folder} are not in sequence: ${why}`);
  });
  return found;
}

/** Brings the database up to date, one transaction for each migration (ADR-0004). Returns what it applied. */
export function migrate(db: DatabaseSync, migrations: readonly Migration[], now: () => Date): number[] {
  const applied = readApplied(db);
  const newest = migrations.length;
  const beyond = [...applied.keys()].filter((number) => number > newest);
  if (beyond.length > 0) {
    throw new MigrationRefused(
      `These books are at schema ${Math.max(...beyond)}, this version of Ledgerline knows ${newest}: update Ledgerline first`,
    );
  }
  for (const migration of migrations) {
    const recorded = applied.get(migration.number);
    if (recorded !== undefined && recorded !== migration.checksum) {
      throw new MigrationRefused(
        `Migration ${migration.number} was changed after it was applied: recorded ${recorded}, found ${migration.checksum}`,
      );
    }
  }
  const pending = migrations.filter((migration) => !applied.has(migration.number));
  for (const migration of pending) apply(db, migration, now());
  return pending.map((migration) => migration.number);
}

function readMigration(folder: string, file: string): Migration {
  const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file);
  if (!match) throw new MigrationRefused(`${file} is not named like 0001-what-it-does.sql`);
  const sql = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
  return {
    number: Number(match[1]),
    name: match[2] ?? '',
    sql,
    checksum: createHash('sha256').update(sql).digest('hex'),
  };
}

function readApplied(db: DatabaseSync): Map<number, string> {
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'").get();
  if (!table) return new Map();
  const rows = db.prepare('SELECT number, checksum FROM schema_migrations').all();
  return new Map(rows.map((row) => [Number(row['number']), String(row['checksum'])]));
}

function apply(db: DatabaseSync, migration: Migration, at: Date): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    db.exec(migration.sql);
    db.prepare('INSERT INTO schema_migrations (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)').run(
      migration.number,
      migration.name,
      migration.checksum,
      at.toISOString(),
    );
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw new Error(`Migration ${migration.number} (${migration.name}) failed and was rolled back`, { cause: error });
  }
}
