import { generatedBacklog } from '../support/generatedBacklog';
import { loaded, parsed } from './loaded';
import type { Bench, Row } from './measure';

/** What a snapshot holds beside the texts it was read from, by byte of the texts. */
function measured(tasks: number, limit: number): Row {
  const texts = generatedBacklog({ tasks, isTerse: tasks > 10_000 });
  const bytes = texts.manifest.length + texts.state.length;
  const bare = heldBy(() => parsed(texts));
  const whole = heldBy(() => loaded(texts));
  return { what: `memory after load, ${tasks} tasks, to the bytes of the files`, measured: whole / bytes, unit: 'x', limit, note: `${(whole / 1e6).toFixed(0)} MB; JSON.parse alone ${(bare / bytes).toFixed(2)} x` };
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

export const bench: Bench = () => Promise.resolve([measured(1_000, 3), measured(10_000, 3), measured(100_000, 4)]);
