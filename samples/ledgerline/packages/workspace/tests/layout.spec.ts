import assert from 'node:assert/strict';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { checkLayout } from '../src/index.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
let root = '';

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

describe('the workspace', () => {
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ledgerline-layout-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('has no fault itself', () => {
    assert.deepEqual(checkLayout(repository), []);
  });

  it('finds every test by its place [WORKSPACE_LAYOUT-AC01]', () => {
    const { scripts } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { scripts: { test: string } };
    const pattern = /"([^"]+)"/.exec(scripts.test)?.[1] ?? '';
    const found = globSync(pattern, { cwd: repository }).map((file) => file.replaceAll('\\', '/'));
    assert.ok(found.includes('packages/workspace/tests/layout.spec.ts'));
    assert.ok(found.includes('packages/money/tests/money.spec.ts'));
  });

  it('names a package without a proper package.json [WORKSPACE_LAYOUT-AC02]', () => {
    write('packages/money/src/index.ts', '');
    write('packages/ledger/package.json', '{ "name": "ledger" }');
    assert.deepEqual(checkLayout(root).map((fault) => fault.message).sort(), [
      'Package ledger must be named @ledgerline/ledger',
      'Package money has no package.json',
    ]);
  });

  it('reports an import that points upwards, with its line [WORKSPACE_LAYOUT-AC03]', () => {
    write('packages/money/package.json', '{ "name": "@ledgerline/money" }');
    write('packages/money/src/money.ts', "// money\nimport { post } from '@ledgerline/ledger';\n");
    assert.deepEqual(checkLayout(root), [
      { file: 'packages/money/src/money.ts', line: 2, message: 'money may not import ledger, which lies above it' },
    ]);
  });
});
