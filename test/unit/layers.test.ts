import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { removeTemporary, temporaryFolder } from '../support/repository';

const ROOT = process.cwd();

/** A file that must not be, and the rule that has to see it. */
const VIOLATIONS: readonly (readonly [file: string, source: string, rule: string])[] = [
  ['src/core/canaryVscode.ts', "import * as vscode from 'vscode';\nexport const x = vscode.version;\n", 'core-is-pure'],
  ['src/core/canaryNode.ts', "import * as fs from 'node:fs';\nexport const x = fs.existsSync;\n", 'core-is-pure'],
  ['src/core/canaryGit.ts', "import * as git from 'simple-git';\nexport const x = git;\n", 'git-library-in-one-place'],
  ['src/core/canaryOperation.ts', "import { OPERATIONS } from './operations/table';\nexport const x = OPERATIONS;\n", 'operations-are-on-top'],
  ['src/core/canaryGraph.ts', "import * as graph from '@dagrejs/graphlib';\nexport const x = graph;\n", 'graph-library-in-one-place'],
  ['src/io/canaryFace.ts', "import { COMMANDS } from '../editor/ids';\nexport const x = COMMANDS;\n", 'io-knows-no-editor'],
  ['src/io/canaryVscode.ts', "import * as vscode from 'vscode';\nexport const x = vscode.version;\n", 'io-knows-no-editor'],
  ['src/cli/canaryFace.ts', "import { COMMANDS } from '../editor/ids';\nexport const x = COMMANDS;\n", 'cli-knows-no-editor'],
  ['src/mcp/canaryCli.ts', "import { parseArguments } from '../cli/arguments';\nexport const x = parseArguments;\n", 'mcp-knows-no-cli'],
  ['src/webview/canaryIo.ts', "import { readTextFile } from '../io/textFile';\nexport const x = readTextFile;\n", 'webview-is-a-browser'],
  ['src/editor/canaryFace.ts', "import { activate } from '../extension';\nexport const x = activate;\n", 'editor-knows-no-other-face'],
];

describe('the layers', () => {
  it('are watched: every planted violation is seen, and the code as it stands has none', () => {
    const copy = temporaryFolder('layers');
    try {
      // Other tests read the sources meanwhile.
      for (const name of ['src', 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) fs.cpSync(path.join(ROOT, name), path.join(copy, name), { recursive: true });
      fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
      for (const [file, source] of VIOLATIONS) fs.writeFileSync(path.join(copy, file), source);
      const found = cruise(copy);
      for (const [file, , rule] of VIOLATIONS) {
        assert.ok(found.some((one) => one.from === file && one.rule.name === rule), `${rule} did not see ${file}`);
      }
      const planted = new Set(VIOLATIONS.map(([file]) => file));
      assert.deepEqual(found.filter(({ from }) => !planted.has(from)).map(({ from, rule }) => `${rule.name}: ${from}`), []);
    } finally {
      removeTemporary(copy);
    }
  }).timeout(120_000);
});

function cruise(folder: string): { from: string; rule: { name: string } }[] {
  const bin = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const run = spawnSync(process.execPath, [bin, 'src', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const { summary } = JSON.parse(run.stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
  return summary.violations;
}
