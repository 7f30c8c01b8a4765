import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createPendingLaunches, type PendingLaunch } from '../../../../src/io/batch/pendingLaunches';
import { removeTemporary, temporaryFolder } from '../../../support/repository';

const LAUNCH: PendingLaunch = { taskId: 'A--T01', prompt: '# Do it\n', agent: { kind: 'chat' } };

describe('launches that wait for a window', () => {
  let folder: string;
  let now: Date;
  let tree: string;
  beforeEach(() => {
    folder = temporaryFolder();
    tree = path.join(folder, 'tree');
    fs.mkdirSync(tree);
    now = new Date('2026-01-02T03:04:05Z');
  });
  afterEach(() => removeTemporary(folder));

  const window = () => createPendingLaunches({ data: path.join(folder, 'data'), clock: { now: () => now } });
  const left = () => fs.readdirSync(path.join(folder, 'data', 'launches'));

  it('are taken once, by the window that opens the folder', async () => {
    await window().put(tree, LAUNCH);
    assert.equal(await window().take(folder), undefined);
    assert.deepEqual(await window().take(tree), LAUNCH);
    assert.equal(await window().take(tree), undefined);
    assert.deepEqual(left(), []);
  });

  it('go to one of many windows that ask at once', async () => {
    await window().put(tree, LAUNCH);
    const taken = await Promise.all(Array.from({ length: 30 }, () => window().take(tree)));
    assert.deepEqual(taken.filter(Boolean), [LAUNCH]);
  });

  it('are found through a link to the folder', async () => {
    fs.symlinkSync(tree, path.join(folder, 'link'));
    await window().put(path.join(folder, 'link'), LAUNCH);
    assert.deepEqual(await window().take(tree), LAUNCH);
  });

  it('give way to a later one, and are private to the person', async () => {
    await window().put(tree, LAUNCH);
    await window().put(tree, { ...LAUNCH, prompt: 'anew' });
    const [file] = left();
    if (process.platform !== 'win32') assert.equal(fs.statSync(path.join(folder, 'data', 'launches', file ?? '')).mode & 0o077, 0);
    assert.equal((await window().take(tree))?.prompt, 'anew');
  });

  it('are dropped when they are a day old, damaged, for another folder or for no agent there is', async () => {
    const tampered = async (change: (text: string) => string) => {
      await window().put(tree, LAUNCH);
      const file = path.join(folder, 'data', 'launches', left()[0] ?? '');
      fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));
      return window().take(tree);
    };
    assert.deepEqual(await tampered((text) => text), LAUNCH);
    for (const change of [(text: string) => text.slice(0, 20), (text: string) => text.replaceAll(tree, '/elsewhere'), (text: string) => text.replace('"chat"', '"magic"'), () => 'null']) {
      assert.equal(await tampered(change), undefined);
    }
    await window().put(tree, LAUNCH);
    now = new Date('2026-01-03T03:04:06Z');
    assert.equal(await window().take(tree), undefined);
    assert.deepEqual(left(), []);
  });
});
