import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { NODE_FILES, type Files } from '../../../src/io/files';
import { projectAgents } from '../../../src/io/setupAgents';
import { readSetupFile, undoSetup, writeSetup } from '../../../src/io/setupFiles';
import { launcherFolder, launcherScript, writeLauncher } from '../../../src/io/setupLauncher';
import { removeTemporary, temporaryFolder } from '../../support/repository';

describe('writing a set-up', () => {
  let root: string;
  beforeEach(() => (root = temporaryFolder('with space')));
  afterEach(() => removeTemporary(root));

  const put = (file: string, text: string) => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  };
  const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
  const everything = () => fs.readdirSync(root, { recursive: true }).map(String).sort();
  const NEW = { path: '.claude/agents/a.md', before: undefined, after: 'agent\n' };
  const MERGED = { path: '.mcp.json', before: '\uFEFF{}\r\n', after: '\uFEFF{"mcpServers":{}}\r\n' };

  it('makes and merges, and undo puts everything back to the byte', async () => {
    put('.mcp.json', MERGED.before);
    fs.chmodSync(path.join(root, '.mcp.json'), 0o640);
    const done = await writeSetup(root, [NEW, MERGED]);
    assert.ok(done.ok);
    assert.deepEqual([read(NEW.path), read('.mcp.json')], [NEW.after, MERGED.after]);
    assert.equal(fs.statSync(path.join(root, '.mcp.json')).mode & 0o777, 0o640);
    assert.deepEqual(await undoSetup(done.value), { left: [] });
    assert.equal(read('.mcp.json'), MERGED.before);
    assert.deepEqual(everything(), ['.mcp.json']);
  });

  it('leaves what was changed after it, and folders in which something else lies', async () => {
    const done = await writeSetup(root, [NEW, { ...NEW, path: '.claude/skills/s/SKILL.md' }]);
    assert.ok(done.ok);
    put(NEW.path, 'edited\n');
    const { left } = await undoSetup(done.value);
    assert.deepEqual(left.map((file) => file.path), [NEW.path]);
    assert.match(left[0]?.why ?? '', /somebody changed it meanwhile/);
    assert.deepEqual(everything(), ['.claude', path.join('.claude', 'agents'), path.join('.claude', 'agents', 'a.md')]);
  });

  it('writes all or nothing: a file that came or changed meanwhile stops it', async () => {
    put('.mcp.json', '{"mine": 1}');
    const changed = await writeSetup(root, [NEW, MERGED]);
    assert.ok(!changed.ok);
    assert.match(changed.error.message, /\.mcp\.json was left as it is: somebody changed it meanwhile/);
    assert.deepEqual(everything(), ['.mcp.json']);
    assert.equal(read('.mcp.json'), '{"mine": 1}');
    const taken = await writeSetup(root, [NEW, { path: '.mcp.json', before: undefined, after: '{}' }]);
    assert.ok(!taken.ok);
    assert.deepEqual(everything(), ['.mcp.json']);
  });

  it('changes nothing when the disk fails', async () => {
    put('.mcp.json', MERGED.before);
    const files: Files = { ...NODE_FILES, rename: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) };
    const done = await writeSetup(root, [NEW, MERGED], files);
    assert.ok(!done.ok);
    assert.match(done.error.message, /the disk is full/);
    assert.deepEqual(everything(), ['.mcp.json']);
    assert.equal(read('.mcp.json'), MERGED.before);
  });

  it('reads with the byte order mark, and follows no link out of the project', async () => {
    put('.mcp.json', MERGED.before);
    assert.deepEqual(await readSetupFile(root, '.mcp.json'), { kind: 'text', text: MERGED.before });
    assert.deepEqual(await readSetupFile(root, 'gone/x.md'), { kind: 'missing' });
    const outside = temporaryFolder('outside');
    fs.writeFileSync(path.join(outside, 'config.toml'), 'secret = 1\n');
    fs.symlinkSync(outside, path.join(root, '.codex'));
    fs.symlinkSync('nowhere', path.join(root, 'dangling'));
    fs.mkdirSync(path.join(root, 'folder'));
    for (const [file, why] of [['.codex/config.toml', /leads out/], ['dangling', /not there/], ['folder', /a folder/]] as const) {
      const found = await readSetupFile(root, file);
      assert.equal(found.kind, 'unreadable', file);
      assert.match(found.why, why);
    }
    const through = await writeSetup(root, [{ path: '.codex/new.toml', before: undefined, after: 'x' }]);
    assert.equal(through.ok, false);
    assert.deepEqual(fs.readdirSync(outside), ['config.toml']);
    removeTemporary(outside);
  });

  it("knows the project's agents by the name they say, or their file's", async () => {
    put('.claude/agents/one.md', '---\nname: "task-implementer"\ndescription: x\n---\n');
    put('.github/agents/orchestrator.agent.md', 'no head');
    put('.github/agents/README.txt', 'no agent');
    assert.deepEqual(await projectAgents(root), [
      { name: 'task-implementer', path: '.claude/agents/one.md' },
      { name: 'orchestrator', path: '.github/agents/orchestrator.agent.md' },
    ]);
    assert.deepEqual(await projectAgents(path.join(root, 'nowhere')), []);
  });
});

describe('the launcher', () => {
  let data: string;
  let extensions: string;
  let before: string | undefined;

  beforeEach(() => {
    data = temporaryFolder('data with space');
    extensions = temporaryFolder('extensions');
    before = process.env['ORCHESTRATOR_DATA'];
    process.env['ORCHESTRATOR_DATA'] = data;
  });
  afterEach(() => {
    if (before === undefined) delete process.env['ORCHESTRATOR_DATA'];
    else process.env['ORCHESTRATOR_DATA'] = before;
    removeTemporary(data);
    removeTemporary(extensions);
  });

  function install(version: string) {
    const bundle = path.join(extensions, `publisher.product-${version}`, 'dist', 'vtm.js');
    fs.mkdirSync(path.dirname(bundle), { recursive: true });
    fs.writeFileSync(bundle, `console.log(${JSON.stringify(version)}, JSON.stringify(process.argv.slice(2)))`);
    return { bundle, version };
  }
  const run = (...args: string[]) => spawnSync(process.execPath, [launcherScript(), ...args], { encoding: 'utf8' });

  it('runs the installed version with the arguments as they are, and the next one after an update', async () => {
    await writeLauncher(install('1.9.0'));
    assert.equal(run('next', 'a b', '$(x)').stdout, '1.9.0 ["next","a b","$(x)"]\n');
    await writeLauncher(install('1.10.0'));
    assert.match(run().stdout, /^1\.10\.0 /);
  });

  it('finds the newest version beside the recorded one when that is gone', async () => {
    await writeLauncher(install('1.9.0'));
    install('1.10.0');
    install('1.2.0');
    fs.rmSync(path.join(extensions, 'publisher.product-1.9.0'), { recursive: true });
    assert.match(run().stdout, /^1\.10\.0 /);
    fs.rmSync(extensions, { recursive: true });
    const { status, stderr } = run();
    assert.equal(status, 127);
    assert.match(stderr, /is not installed any more/);
  });

  it('is not set back by a window with an older version', async () => {
    await writeLauncher(install('1.10.0'));
    await writeLauncher(install('1.9.0'));
    assert.match(run().stdout, /^1\.10\.0 /);
  });

  it('is a command of its own in a terminal', async () => {
    await writeLauncher(install('1.0.0'));
    if (process.platform === 'win32') return;
    const { stdout } = spawnSync('vtm', ['a b'], { encoding: 'utf8', env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}${path.delimiter}${launcherFolder()}` } });
    assert.equal(stdout, '1.0.0 ["a b"]\n');
  });
});
