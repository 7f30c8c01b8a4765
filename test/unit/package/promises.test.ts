import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';

const { capabilities, contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8'));

function textsOf(folder: string, pattern: RegExp): [file: string, text: string][] {
  const files = fs.readdirSync(folder, { recursive: true }).map((file) => path.posix.join(folder, String(file).split(path.sep).join('/')));
  return files.filter((file) => pattern.test(file)).sort().map((file) => [file, fs.readFileSync(file, 'utf8')]);
}

const sources = textsOf('src', /\.tsx?$/);
const bundles = textsOf('dist', /\.js$/);
/** The sources in which a pattern stands. */
const having = (pattern: RegExp) => sources.filter(([, text]) => pattern.test(text)).map(([file]) => file);

/** Modules of Node that open no connection. */
const LOCAL = ['async_hooks', 'buffer', 'child_process', 'console', 'crypto', 'events', 'fs', 'fs/promises', 'os', 'path', 'process', 'timers/promises', 'url'];

describe('the promises of docs/security.md', () => {
  it('are kept by the bundles: they load no module that speaks to a network, and make no code of text', () => {
    assert.ok(bundles.length > 5);
    for (const [file, text] of bundles) {
      const loaded = [...text.matchAll(/\brequire\("([^".][^"]*)"\)/g)].map(([, name = '']) => name);
      assert.deepEqual(loaded.filter((name) => name !== 'vscode' && !LOCAL.includes(name.replace(/^node:/, ''))), [], file);
      assert.doesNotMatch(text, /(?<![.\w$])(fetch|eval|XMLHttpRequest|WebSocket|EventSource)\(|sendBeacon|new Function\(/, file);
    }
  });

  it('are kept by package.json: what an untrusted workspace can\'t set, and where nothing runs at all', () => {
    assert.equal(capabilities.virtualWorkspaces.supported, false);
    assert.equal(capabilities.untrustedWorkspaces.supported, 'limited');
    const restricted: string[] = capabilities.untrustedWorkspaces.restrictedConfigurations;
    const settings = Object.keys(contributes.configuration.properties);
    const delicate = settings.filter((key) => /Path$|Folder$|Pattern$|Branches$|\.agents\.|\.tools\.|worktree|maxFileSize|Severity$/.test(key));
    assert.deepEqual(delicate.filter((key) => !restricted.includes(key)), []);
    assert.deepEqual(restricted.filter((key) => !settings.includes(key)), []);
    for (const key of ['agents.custom', 'agents.chat.submit', 'tools.confirm', 'worktreeSetup']) {
      assert.equal(contributes.configuration.properties[`orchestrator.${key}`].scope, 'application', key);
    }
  });

  it('are kept by the sources: programs start with a vector of arguments, in few places', () => {
    assert.deepEqual(having(/\bspawn\(|node:child_process/), ['src/io/batch/runSetup.ts', 'src/io/git/gitFeed.ts']);
    assert.deepEqual(having(/\bshell\s*:/), ['src/io/batch/runSetup.ts'], 'for batch files of Windows');
    assert.deepEqual(having(/\bProcessExecution\(/), ['src/editor/agents/processLauncher.ts']);
    assert.deepEqual(having(/\bShellExecution\b|\bsendText\(|\bcreateTerminal\(|\bexec(File)?(Sync)?\('/), []);
  });

  it('are kept by the sources: Markdown is trusted in one place, with named commands', () => {
    assert.deepEqual(having(/\.isTrusted = |\bisTrusted: true|\bsupportHtml = true/), ['src/editor/status/statusBar.ts']);
    assert.ok(/\.isTrusted = \{ enabledCommands: \[/.test(sources.find(([file]) => file === 'src/editor/status/statusBar.ts')?.[1] ?? ''));
  });

  it('are kept by the sources: no agent is told not to ask', () => {
    assert.deepEqual(having(/--(dangerously|yolo|allow-all|full-auto|skip-permissions|bypass)/i), []);
  });
});
