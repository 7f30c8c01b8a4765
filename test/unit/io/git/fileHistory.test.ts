import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { createGit } from '../../../../src/io/git/git';
import { makeHistory, type History } from '../../../support/history';
import { useIsolatedGit } from '../../../support/repository';

const { statePath, manifestPath } = DEFAULT_SETTINGS;

describe('history of a file', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(60_000);
  useIsolatedGit();
  let history: History;
  afterEach(() => history.dispose());

  const git = (trusted = true) => createGit({ root: history.root, trusted: () => trusted });

  it('tells the last commit that changed a file, of a backlog in a folder too', async () => {
    for (const folder of ['', 'packages/app']) {
      history = makeHistory({ folder });
      history.manifest(['A--T01']);
      const hash = history.commit('docs: a new plan', 'Why');
      history.commit('something else');
      const { at = '', ...told } = (await git().lastChange(manifestPath)) ?? {};
      assert.deepEqual(told, { hash, subject: 'docs: a new plan', body: 'Why' });
      assert.equal(Date.parse(at), Date.parse('2026-01-05T08:01:00Z'));
      if (folder === '') history.dispose();
    }
  });

  it('looks at what is checked out, and not at other branches', async () => {
    history = makeHistory();
    history.claim('A--T01');
    assert.equal((await git().lastChange(statePath))?.subject, 'chore(A--T01): initialize task state');
    history.switchTo('main');
    assert.equal((await git().lastChange(statePath))?.subject, 'chore: begin the backlog');
  });

  it('gives former contents newest first, each once, with the last commit that brought it', async () => {
    history = makeHistory({ folder: 'packages/app' });
    const texts = ['{"a": 1}\n', '{"b": "é"}\n', '{"a": 1}\n', '\uFEFF{"c": 3}\n'];
    const hashes = texts.map((text) => {
      history.write('other.json', text);
      return history.commit('write');
    });
    fs.rmSync(path.join(history.root, 'other.json'));
    history.commit('remove');
    const versions = await git().versions('other.json', 10);
    assert.deepEqual(versions.map(({ commit, text }) => [commit, text]), [[hashes[3], '{"c": 3}\n'], [hashes[2], '{"a": 1}\n'], [hashes[1], '{"b": "é"}\n']]);
    assert.deepEqual((await git().versions('other.json', 2)).map(({ commit }) => commit), [hashes[3], hashes[2]]);
  });

  it('takes names as data, and passes over what is no text', async () => {
    history = makeHistory();
    history.write('*.json', 'a star\n');
    history.write('plain.json', 'plain\n');
    history.write('binary.json', 'x');
    fs.writeFileSync(path.join(history.root, 'binary.json'), Buffer.from([0xff, 0xfe, 0x00]));
    const hash = history.commit('odd names');
    history.write('plain.json', 'plain 2\n');
    history.commit('plain alone');
    assert.equal((await git().lastChange('*.json'))?.hash, hash);
    assert.deepEqual((await git().versions('*.json', 5)).map(({ text }) => text), ['a star\n']);
    assert.deepEqual(await git().versions('binary.json', 5), []);
    for (const odd of ['', 'nowhere.json', '../outside', '--all', ':/', 'a\nb', '-z']) {
      assert.equal(await git().lastChange(odd), undefined, odd);
      assert.deepEqual(await git().versions(odd, 5), [], odd);
    }
  });

  it('tells nothing in an untrusted workspace', async () => {
    history = makeHistory();
    assert.equal(await git(false).lastChange(statePath), undefined);
    assert.deepEqual(await git(false).versions(statePath, 5), []);
    assert.equal(await git(false).work(DEFAULT_SETTINGS), undefined);
    assert.ok(!(await git(false).linkBranch('main', 'A')).ok);
  });

  it('runs no program that the repository names, whatever is read', async function () {
    if (process.platform === 'win32') return;
    history = makeHistory();
    const mark = path.join(history.root, '..', 'ran');
    const program = path.join(history.root, '..', 'program');
    fs.writeFileSync(program, `#!/bin/sh\necho "$0 $@" >> "${mark}"\ncat\n`, { mode: 0o755 });
    history.write('.gitattributes', '*.json diff=odd filter=odd\n');
    history.claim('A--T01');
    history.switchTo('main');
    for (const key of ['core.fsmonitor', 'core.pager', 'diff.external', 'diff.odd.textconv', 'diff.odd.command', 'filter.odd.smudge', 'filter.odd.clean', 'gpg.program', 'core.sshCommand']) {
      history.git('config', key, program);
    }
    history.git('config', 'log.showSignature', 'true');
    fs.writeFileSync(path.join(history.root, '.git', 'hooks', 'post-index-change'), `#!/bin/sh\ntouch "${mark}"\n`, { mode: 0o755 });
    fs.rmSync(mark, { force: true });
    assert.equal((await git().work(DEFAULT_SETTINGS))?.branches[0]?.entry?.status, 'in-progress');
    assert.notEqual(await git().lastChange(statePath), undefined);
    assert.notDeepEqual(await git().versions(statePath, 5), []);
    assert.ok(!fs.existsSync(mark), fs.existsSync(mark) ? fs.readFileSync(mark, 'utf8') : '');
  });
});
