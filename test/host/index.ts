import { readdirSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import Mocha from 'mocha';
import { SEED } from '../support/seed';

const suites = __dirname;

/** Called in the extension host: runs every host suite, and rejects when a test fails or none ran. */
export async function run(): Promise<void> {
  const root = process.env['ORCHESTRATOR_ROOT'] ?? path.resolve(suites, '../../..');
  process.chdir(root);
  const mocha = new Mocha({
    ui: 'bdd',
    color: false,
    timeout: 30_000,
    forbidOnly: process.env['CI'] !== undefined,
    reporter: path.join(root, 'test', 'editor', 'reporter.cjs'),
  });
  fc.configureGlobal({ seed: SEED });
  const pattern = process.env['ORCHESTRATOR_GREP'];
  if (pattern) {
    mocha.grep(new RegExp(pattern));
  }
  for (const file of readdirSync(suites, { recursive: true }).map(String).sort()) {
    if (file.endsWith('.test.js')) {
      mocha.addFile(path.join(suites, file));
    }
  }
  await mocha.loadFilesAsync();
  const { failures, total } = await new Promise<{ failures: number; total: number }>((resolve) => {
    const runner = mocha.run((count) => resolve({ failures: count, total: runner.total }));
  });
  if (failures > 0 || total === 0) {
    throw new Error(total === 0 ? 'no host test was run' : `${failures} host tests failed`);
  }
}
