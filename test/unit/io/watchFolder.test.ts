import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { watchFolder, type FolderWatch } from '../../../src/io/watchFolder';
import { removeTemporary, temporaryFolder } from '../../support/repository';

const STATE = 'task-state.json';

describe('watching a folder', function () {
  this.timeout(20_000);
  let root: string;
  let folder: string;
  let watch: FolderWatch | undefined;
  let heard = 0;

  beforeEach(() => {
    root = temporaryFolder();
    folder = path.join(root, 'docs', 'backlog');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, STATE), '0');
    heard = 0;
  });
  afterEach(() => {
    watch?.dispose();
    removeTemporary(root);
  });

  function start(names: readonly string[] | undefined = [STATE]): void {
    watch = watchFolder(folder, names, () => heard++, root);
  }

  /** Writes beside and renames over, as every writer of ours does. */
  function replace(text: string): void {
    const file = path.join(folder, STATE);
    fs.writeFileSync(`${file}.tmp`, text);
    fs.renameSync(`${file}.tmp`, file);
  }

  async function until(condition: () => boolean, what: string): Promise<void> {
    for (let i = 0; i < 1_000; i++) {
      if (condition()) return;
      await pause(10);
    }
    assert.fail(what);
  }

  /** Does something and waits until it was heard; then lets late events pass. */
  async function hears(what: string, action: () => void): Promise<void> {
    await pause(50);
    const before = heard;
    action();
    await until(() => heard > before, `${what} was not heard`);
    await pause(50);
  }

  it('hears writing, replacing, deleting and making the file', async () => {
    start();
    await hears('a write', () => fs.writeFileSync(path.join(folder, STATE), '1'));
    await hears('a rename over it', () => replace('2'));
    await hears('another', () => replace('3'));
    await hears('its end', () => fs.rmSync(path.join(folder, STATE)));
    await hears('its return', () => replace('4'));
  });

  it('does not hear locks, temporary files and neighbours', async () => {
    start();
    for (const name of [`${STATE}.lock`, `.${STATE}.123.tmp`, 'other.json']) {
      fs.writeFileSync(path.join(folder, name), 'x');
      fs.rmSync(path.join(folder, name));
    }
    fs.writeFileSync(path.join(root, 'docs', STATE), 'elsewhere');
    await pause(200);
    assert.equal(heard, 0);
    await hears('the file itself', () => replace('1'));
  });

  it('hears the last of a storm of renames', async () => {
    let last = '';
    watch = watchFolder(folder, [STATE], () => (last = fs.readFileSync(path.join(folder, STATE), 'utf8')), root);
    for (let i = 1; i <= 2_000; i++) {
      replace(String(i));
      if (i % 500 === 0) await pause(1);
    }
    await until(() => last === '2000', `the last heard of was ${last}`);
  });

  it('goes on after the folder was deleted and made again', async () => {
    start();
    for (const gone of [folder, path.join(root, 'docs')]) {
      await hears(`the end of ${gone}`, () => fs.rmSync(gone, { recursive: true }));
      await hears('its return', () => fs.mkdirSync(folder, { recursive: true }));
      await hears('a file in the new one', () => replace('1'));
      await hears('another change', () => replace('2'));
    }
  });

  it('goes on after the folder was replaced in one go', async () => {
    start();
    for (let i = 0; i < 20; i++) {
      await hears('the replacement', () => {
        fs.rmSync(folder, { recursive: true });
        fs.mkdirSync(folder);
      });
      await hears('a file in the new one', () => replace(String(i)));
    }
  });

  it('goes on after a folder above was moved away and another put in its place', async () => {
    start();
    await hears('the move', () => {
      fs.renameSync(path.join(root, 'docs'), path.join(root, 'old'));
      fs.mkdirSync(folder, { recursive: true });
    });
    await hears('a file in the new one', () => replace('1'));
    fs.writeFileSync(path.join(root, 'old', 'backlog', STATE), 'no longer meant');
    const before = heard;
    await pause(200);
    assert.equal(heard, before);
  });

  it('waits for a folder that is not there yet, however deep', async () => {
    fs.rmSync(path.join(root, 'docs'), { recursive: true });
    start();
    await hears('the folders and the file, made at once', () => {
      fs.mkdirSync(folder, { recursive: true });
      replace('1');
    });
    await hears('a change', () => replace('2'));
  });

  it('hears all names where none are given', async () => {
    start([]);
    watch?.dispose();
    watch = watchFolder(folder, undefined, () => heard++, root);
    await hears('any file', () => fs.writeFileSync(path.join(folder, 'any'), ''));
  });

  it('is silent once disposed', async () => {
    start();
    watch?.dispose();
    replace('1');
    fs.rmSync(folder, { recursive: true });
    await pause(200);
    assert.equal(heard, 0);
  });
});
