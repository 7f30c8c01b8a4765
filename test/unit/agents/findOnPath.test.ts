import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findOnPath, type SearchedSystem } from '../../../src/editor/agents/findOnPath';

const system = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv, files: readonly string[]): SearchedSystem => ({
  platform,
  env,
  isExecutable: (file) => Promise.resolve(files.includes(file)),
});

describe('findOnPath', () => {
  it('takes the first folder of the PATH that has the program', async () => {
    const linux = system('linux', { PATH: '/a:/b:/c' }, ['/b/claude', '/c/claude']);
    assert.equal(await findOnPath('claude', linux), '/b/claude');
    assert.equal(await findOnPath('codex', linux), undefined);
    assert.equal(await findOnPath('claude', system('linux', {}, ['/b/claude'])), undefined);
  });

  it('never looks into the folder it runs in', async () => {
    const linux = system('linux', { PATH: '.::bin:/b' }, ['claude', './claude', 'bin/claude', '/b/x']);
    assert.equal(await findOnPath('claude', linux), undefined);
    assert.equal(await findOnPath('bin/claude', linux), undefined);
    assert.equal(await findOnPath('./claude', linux), undefined);
  });

  it('takes an absolute program as it is', async () => {
    const linux = system('linux', { PATH: '/a' }, ['/opt/my agent/run']);
    assert.equal(await findOnPath('/opt/my agent/run', linux), '/opt/my agent/run');
    assert.equal(await findOnPath('/opt/other', linux), undefined);
  });

  it('follows PATHEXT on Windows, whatever the case of PATH', async () => {
    const windows = system('win32', { Path: '"C:\\Program Files\\x";C:\\npm', PATHEXT: '.EXE;.CMD' }, ['C:\\npm\\claude.cmd']);
    assert.equal(await findOnPath('claude', windows), 'C:\\npm\\claude.cmd');
    assert.equal(await findOnPath('claude.CMD', windows), undefined);
    assert.equal(await findOnPath('claude.cmd', windows), 'C:\\npm\\claude.cmd');
    const quoted = system('win32', { Path: '"C:\\Program Files\\x"' }, ['C:\\Program Files\\x\\codex.exe']);
    assert.equal(await findOnPath('codex', quoted), 'C:\\Program Files\\x\\codex.exe');
  });

  it('finds on this system what may be run, and nothing else', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'path with $ and "quotes" '));
    const before = process.env['PATH'];
    try {
      writeFileSync(path.join(folder, 'an-agent'), '#!/bin/sh\n');
      chmodSync(path.join(folder, 'an-agent'), 0o755);
      writeFileSync(path.join(folder, 'a-text'), '');
      chmodSync(path.join(folder, 'a-text'), 0o644);
      mkdirSync(path.join(folder, 'a-folder'));
      process.env['PATH'] = folder;
      assert.equal(await findOnPath('an-agent'), path.join(folder, 'an-agent'));
      assert.equal(await findOnPath('a-text'), undefined);
      assert.equal(await findOnPath('a-folder'), undefined);
    } finally {
      process.env['PATH'] = before;
      rmSync(folder, { recursive: true });
    }
  });
});
