export { loadMigrations, migrate, MigrationRefused, type Migration } from './migrations.ts';
