// npm run fuzz: see README of this folder.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { hunt, type Finding } from './hunt';
import { TARGETS } from './targets';
import { Watched } from './watched';

const USAGE = 'usage: npm run fuzz -- [--seconds N] [--seed TEXT] [--only TARGET]…   N seconds for each target';
const LONGEST_SHOWN = 2_000;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '20' }, seed: { type: 'string' }, only: { type: 'string', multiple: true } } });
  const names = TARGETS.map(({ name }) => name);
  const wanted = values.only ?? names;
  const seconds = Number(values.seconds);
  if (!(seconds > 0) || wanted.some((name) => !names.includes(name))) {
    console.error(`${USAGE}\ntargets: ${names.join(', ')}`);
    return 2;
  }
  const seed = values.seed ?? String(Date.now());
  const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'orchestrator-fuzz-')));
  console.log(`seed ${seed}, ${seconds} s for each of ${wanted.length} targets`);
  const watched = new Watched(scratch);
  const all: Finding[] = [];
  try {
    for (const name of wanted) {
      const { tried, findings } = await hunt(name, watched, { seed, ms: seconds * 1000, smallerMs: 20_000 });
      console.log(`${name}: ${tried} inputs, ${findings.length === 0 ? 'nothing found' : `${findings.length} found`}`);
      for (const finding of findings) tell(finding, seed);
      all.push(...findings);
    }
  } finally {
    await watched.close();
    fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
  return all.length > 0 ? 1 : 0;
}

/** What is to be kept in `kept/` once it is mended. */
function tell({ target, at, input, fault, times }: Finding, seed: string): void {
  const reproducer = JSON.stringify({ target, why: fault.message.split('\n')[0], input });
  const folder = path.resolve('out', 'fuzz');
  const file = path.join(folder, `${target}-${seed}-${at}.json`);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(file, `${reproducer}\n`);
  const place = fault.stack.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 6).join('\n');
  console.log(`\n  ${target} at ${at}, ${times} times: ${fault.message.slice(0, 600)}\n${place}\n  ${path.relative('.', file)}: ${reproducer.slice(0, LONGEST_SHOWN)}\n`);
}

void main().then((code) => (process.exitCode = code));
