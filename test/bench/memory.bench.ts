import { readManifest, readState } from '../../src/core/load';
import { buildSnapshot, type Snapshot } from '../../src/core/snapshot';
import { generatedBacklog, type GeneratedBacklog } from '../support/generatedBacklog';

const backlog = { name: 'bench', manifestPath: 'manifest.json', statePath: 'state.json' };

function load({ manifest, state }: GeneratedBacklog): Snapshot {
  return buildSnapshot({
    rev: 1,
    backlog,
    manifest: readManifest({ kind: 'text', text: manifest }, backlog.manifestPath),
    state: readState({ kind: 'text', text: state }, backlog.statePath),
  });
}

/** What a snapshot holds beside the texts it was read from, to what `JSON.parse` alone would hold, by byte of the texts. */
function measure(tasks: number, isTerse = false): void {
  const texts = generatedBacklog({ tasks, isTerse });
  const bytes = texts.manifest.length + texts.state.length;
  const parsed = heldBy(() => [JSON.parse(texts.manifest), JSON.parse(texts.state)]);
  const whole = heldBy(() => load(texts));
  const each = (held: number) => (held / bytes).toFixed(2);
  console.log(`memory of ${tasks} tasks: ${each(whole)} bytes for each byte of the files, of which ${each(parsed)} are what JSON.parse makes; ${(whole / 1e6).toFixed(0)} MB`);
}

/** Bytes of the heap that a value takes once all that was only needed to make it is gone. */
function heldBy(make: () => unknown): number {
  const before = heapUsed();
  const held = [make()];
  const after = heapUsed();
  held.length = 0;
  return after - before;
}

function heapUsed(): number {
  if (!globalThis.gc) throw new Error('Run it by npm run bench, which lets memory be collected');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

measure(10_000);
measure(100_000, true);
