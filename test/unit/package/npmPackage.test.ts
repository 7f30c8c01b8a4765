import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string };

describe('the npm package', function () {
  this.timeout(120_000);
  let folder: string;
  before(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'npm-package-'))));
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** npm or npx in the project of somebody who installs the package, without a network. */
  function run(program: 'npm' | 'npx', ...args: string[]) {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
    return spawnSync(program, args, { cwd: folder, encoding: 'utf8', env: { ...env, npm_config_offline: 'true', npm_config_cache: path.join(folder, 'cache') }, shell: process.platform === 'win32' });
  }

  it('installs without a registry, and brings nothing but itself', () => {
    const packed = run('npm', 'pack', process.cwd(), '--ignore-scripts', '--json');
    const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
    fs.cpSync('samples/ledgerline/docs', path.join(folder, 'docs'), { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), '{}');
    const installed = run('npm', 'install', '--offline', '--no-audit', '--no-fund', `./${filename}`);
    assert.equal(installed.status, 0, installed.stderr);
    assert.deepEqual(fs.readdirSync(path.join(folder, 'node_modules')).filter((name) => !name.startsWith('.')), ['implementation-orchestrator']);
  });

  it('has vtm, which helps and says what is next', () => {
    const help = run('npx', '--no-install', 'vtm', '--help');
    assert.match(help.stdout, /^Usage: {2}vtm COMMAND/m, help.stderr);
    assert.equal(run('npx', '--no-install', 'vtm', '--version').stdout.trim(), version);
    const next = run('npx', '--no-install', 'vtm', 'next');
    assert.equal(next.status, 0, next.stderr);
    assert.match(next.stdout, /^[A-Z][A-Z_]+--T\d+/m);
  });

  it('has all that vtm loads later: git, the merge of three files, and the MCP server', () => {
    assert.match(run('npx', '--no-install', 'vtm', 'check').stdout, /BLOCKED::NOT-A-GIT-REPOSITORY/);
    const state = path.join('docs', 'backlog', 'task-state.json');
    assert.equal(run('npx', '--no-install', 'vtm', 'merge-state', state, state, state).status, 0);
    const served = spawnSync(process.execPath, [path.join('node_modules', 'implementation-orchestrator', 'dist', 'vtm.js'), 'mcp'], {
      cwd: folder,
      encoding: 'utf8',
      input: `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } } })}\n`,
    });
    assert.match(served.stdout, /"name":"implementation-orchestrator"/, served.stderr);
  });
});
