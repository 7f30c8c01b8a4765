import assert from 'node:assert/strict';
import { branchNameFault } from '../../../src/core/branches';
import { code, oneLine, plainText } from '../../../src/core/delegate/plainText';
import { escaped } from '../../../src/core/markdownText';
import { visible } from '../../../src/core/pulse/visible';
import { readSettingsFrom } from '../../../src/core/readSettings';
import { branchFor, DEFAULT_SETTINGS } from '../../../src/core/settings';
import { jsonText } from '../../../src/cli/output';
import { taskOfBranch } from '../../../src/io/git/chooseBranches';
import { HOSTILE_TEXTS } from '../hostile';
import { mutateText, mutateValue } from '../mutate';
import { assertSafe } from '../promises';
import type { Random } from '../random';
import type { Target } from '../target';

interface Named {
  readonly id: string;
  readonly pattern: string;
  readonly settings: unknown;
}

const SETTINGS = { ...DEFAULT_SETTINGS, gateSeverity: { 'BLOCKED::WIP-LIMIT': 'warn' }, maxFileSize: 64 };

/** Ids of tasks and patterns of branches, what is made of them, and the texts that show them. */
export const names: Target<Named> = {
  name: 'names',
  make: (random) => ({ id: word(random, 'MONEY--T01'), pattern: word(random, 'feat/{TASK_ID}'), settings: random.isOneIn(3) ? mutateValue(random, SETTINGS) : {} }),
  run: ({ id, pattern, settings: given }) => {
    const values = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
    const { settings, faults } = readSettingsFrom((key) => (Object.hasOwn(values, key) ? values[key] : undefined));
    for (const fault of faults) assertSafe(oneLine(fault), 'the fault of a setting', 1_000);
    for (const branchPattern of [pattern, settings.branchPattern]) {
      const branch = branchFor(id, { branchPattern });
      if (branchNameFault(branch) === undefined) assertBranch(branch);
      taskOfBranch(branchPattern)(branch);
      taskOfBranch(branchPattern)(id);
    }
    for (const shown of [oneLine(id), plainText(id), code(id), visible(id)]) assertSafe(shown, 'a text that is shown');
    assert.ok(visible(id, 80).length <= 80, 'a text is longer than it may be');
    assert.doesNotMatch(escaped(id), /(?<!\\)(\\\\)*([<`]|\]\(|\$\()/, 'Markdown comes of a text');
    assert.deepEqual(JSON.parse(jsonText({ id })), { id });
  },
};

function word(random: Random, usual: string): string {
  return random.isOneIn(3) ? random.pick(HOSTILE_TEXTS) : mutateText(random, usual, ['{TASK_ID}', '/', '-', '--', '.', '..', '.lock', '@{', '~', '^', ':', '?', '*', '[', '\\', ' ', ...HOSTILE_TEXTS]);
}

/** What git and every shell take for a plain name. */
function assertBranch(branch: string): void {
  assert.match(branch, /^[A-Za-z0-9][\w./-]*$/);
  assert.doesNotMatch(branch, /\.\.|\/\/|\/$|\.$|\.lock(\/|$)|^HEAD$|\/\.|\/-/);
}
