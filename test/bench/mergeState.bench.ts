import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import * as os from 'node:os';
import * as path from 'node:path';
import { mergeState } from '../../src/core/mergeState/mergeState';
import { ratioOf, ratioRow, type Bench, type Row } from './measure';

const VTM = path.resolve(__dirname, '../../../dist/vtm.js');
const ENTRIES = 10_000;
const state = stateText();

function stateText(): string {
  const entries = Array.from({ length: ENTRIES }, (_, index) => {
    const id = `CAPABILITY_${index}`;
    return [
      `${id}--T01`,
      {
        status: 'in-progress',
        started_at: '2025-09-28T09:00:00Z',
        acs_completed: [`${id}-AC01`],
        acs_remaining: [`${id}-AC02`, `${id}-AC03`],
        notes: 'Rounding is agreed on; what is left is the export.',
      },
    ] as const;
  });
  return `${JSON.stringify({ manifest_hash: 'PLACEHOLDER', last_updated: '2025-09-28T10:30:00Z', tasks: Object.fromEntries(entries) }, null, 2)}\n`;
}

/** The state with another status in every tenth entry, from the one at `first` on. */
function changed(first: number, word: string): string {
  let count = 0;
  return state.replace(/"status": "[a-z-]+"/g, (said) => (count++ % 10 === first ? `"status": "${word}"` : said));
}

const [ours, theirs] = [changed(1, 'blocked'), changed(2, 'completed')];
const both = changed(1, 'abandoned');
const parse = () => [state, ours, theirs].map((text) => JSON.parse(text) as unknown);

async function measured(what: string, limit: number, sides: { readonly base: string; readonly ours: string; readonly theirs: string }): Promise<Row> {
  const subject = () => {
    const merged = mergeState(sides);
    if (!merged.ok || merged.value.conflicts.length > 0 || merged.value.text === sides.ours) throw new Error('it was not merged as it should be');
  };
  return ratioRow({ what: `${what}, to JSON.parse of the three files`, limit }, await ratioOf(15, parse, subject));
}

/** As git runs it, at every merge. */
async function measuredCommand(): Promise<Row> {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'merge-bench-'));
  try {
    for (const [name, text] of [['base', '{"tasks":{}}'], ['ours', '{"tasks":{"A":{}}}'], ['theirs', '{"tasks":{}}']] as const) writeFileSync(path.join(scratch, name), text);
    const node = (...args: string[]) => {
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: scratch, encoding: 'utf8' });
      if (status !== 0) throw new Error(`node ${args.join(' ')} gave ${status ?? 'no code'}: ${stderr}`);
    };
    const ratio = await ratioOf(15, () => node('-e', '0'), () => node(VTM, 'merge-state', 'base', 'ours', 'theirs'));
    return ratioRow({ what: 'vtm merge-state, small files, to starting Node', limit: 1.6 }, ratio);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

export const bench: Bench = async () => [
  await measured('merging 10 000 entries, 1 000 changed on each side', 4, { base: state, ours, theirs }),
  await measured('the same entries changed on both sides', 5, { base: state, ours, theirs: both }),
  await measured('one side laid out in another way', 8, { base: state, ours: JSON.stringify(JSON.parse(ours), null, 4), theirs }),
  await measuredCommand(),
];
