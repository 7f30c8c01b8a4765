import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseState } from '../../../src/core/state/parse';
import { makeSampleProject, type SampleProject } from '../../../src/io/sampleProject';

const source = path.resolve('samples', 'ledgerline');
const STATE = 'docs/backlog/task-state.json';

describe('a project made from the sample', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'sample-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const make = (given: Partial<SampleProject> = {}) =>
    makeSampleProject({ source, target: path.join(folder, 'ledgerline'), now: new Date(), gitPath: () => undefined, isCancelled: () => false, ...given });
  const git = (...args: string[]) => execFileSync('git', args, { cwd: path.join(folder, 'ledgerline'), encoding: 'utf8' }).trim();

  it('is a clean repository on main, whose task in progress is on its own branch', async () => {
    assert.deepEqual(await make(), { ok: true, value: undefined });
    assert.equal(git('status', '--porcelain'), '');
    assert.equal(git('branch', '--show-current'), 'main');
    assert.deepEqual(git('branch', '--format=%(refname:short)').split('\n').sort(), ['feat/LEDGER_SCHEMA--T01', 'main']);
    const onBranch = parseState(git('show', `feat/LEDGER_SCHEMA--T01:${STATE}`), STATE).state?.entries.get('LEDGER_SCHEMA--T01');
    assert.equal(onBranch?.status, 'in-progress');
    assert.equal(git('log', '--merges', '--first-parent', '--format=%s').split('\n').length, 5);
    assert.equal(git('fsck', '--no-progress'), '');
  });

  it('keeps what is there already', async () => {
    await make();
    writeFileSync(path.join(folder, 'ledgerline', 'mine.txt'), 'mine');
    const again = await make();
    assert.ok(!again.ok && again.error?.code === 'FILE-EXISTS');
    assert.ok(existsSync(path.join(folder, 'ledgerline', 'mine.txt')));
  });

  it('says that git is missing, and leaves nothing behind', async () => {
    const made = await make({ gitPath: () => path.join(folder, 'no-git') });
    assert.ok(!made.ok && made.error?.code === 'GIT-MISSING', JSON.stringify(made));
    assert.match(made.error.remedy, /git\.path/);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    let asked = 0;
    assert.deepEqual(await make({ isCancelled: () => ++asked > 1 }), { ok: false, error: undefined });
    assert.deepEqual(readdirSync(folder), []);
  });
});
