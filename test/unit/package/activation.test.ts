import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';

const BUNDLE = path.resolve('dist', 'extension.js');
/** Above what it is, and far below what it was when it held the libraries as well. */
const MOST_BYTES = 200_000;

/** The files that are loaded before `activate` can be called: each costs its reading and compiling (DESIGN section 8). */
function loadedFirst(): string[] {
  const script = `
    const load = require('node:module')._load;
    const anything = new Proxy(function () {}, { get: (target, key) => (key === 'prototype' ? target.prototype : anything), construct: () => ({}), apply: () => anything });
    require('node:module')._load = function (name, ...rest) { return name === 'vscode' ? anything : load.call(this, name, ...rest); };
    require(${JSON.stringify(BUNDLE)});
    console.log(JSON.stringify(Object.keys(require.cache)));
    process.exit();`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  assert.notEqual(stdout, '', stderr);
  return (JSON.parse(stdout) as string[]).filter((file) => file.startsWith(path.dirname(BUNDLE) + path.sep));
}

describe('activation', () => {
  let files: string[];
  let text: string;

  before(() => {
    files = loadedFirst();
    text = files.map((file) => fs.readFileSync(file, 'utf8')).join('\n');
  });

  it('loads little before it begins', () => {
    assert.ok(files.includes(BUNDLE));
    assert.ok(text.length < MOST_BYTES, `${text.length} characters in ${files.length} files`);
  });

  it('loads neither the library that checks data nor what reads a backlog', () => {
    const chunks = fs.readdirSync(path.join('dist', 'chunks')).map((name) => fs.readFileSync(path.join('dist', 'chunks', name), 'utf8'));
    for (const sign of ['__orchestrator_zodConfig', 'git is being asked']) {
      assert.ok(chunks.some((chunk) => chunk.includes(sign)), `${sign} is nowhere`);
      assert.ok(!text.includes(sign), sign);
    }
  });
});
