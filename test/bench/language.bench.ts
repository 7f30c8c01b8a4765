import { askingAt } from '../../src/core/language/asking';
import { candidatesFor } from '../../src/core/language/candidates';
import { DocumentIndex } from '../../src/core/language/documentIndex';
import { LiveIndex } from '../../src/core/language/liveIndex';
import { outlineFor } from '../../src/core/language/outline';
import { referencesTo } from '../../src/core/language/targets';
import { generatedBacklog } from '../support/generatedBacklog';
import { loaded } from './loaded';
import { ratioOf, ratioRow, type Bench, type Row } from './measure';

const { manifest, state } = generatedBacklog({ tasks: 10_000 });
const parse = () => JSON.parse(manifest);

async function measured(what: string, limit: number, subject: () => unknown): Promise<Row> {
  return ratioRow({ what: `${what}, to JSON.parse of the manifest`, limit }, await ratioOf(21, parse, subject));
}

function check(isTrue: boolean): void {
  if (!isTrue) throw new Error('the index is not what it should be');
}

const at = manifest.indexOf('"title"', manifest.length / 2) + 12;
/** Types a letter in the middle of the manifest and takes it back, in turn, and asks what stands there. */
function typing(letter: string): () => void {
  const live = new LiveIndex(manifest, 'manifest');
  let isTyped = false;
  const typed = Buffer.from(`${manifest.slice(0, at)}${letter}${manifest.slice(at)}`).toString();
  return () => {
    live.edited(at, isTyped ? 1 : 0, isTyped ? 0 : 1);
    isTyped = !isTyped;
    const index = live.read(() => (isTyped ? typed : manifest));
    check(index.parts.length === 10_000 && index.at(at) === undefined);
  };
}

const index = { manifest: DocumentIndex.of(manifest, 'manifest'), state: DocumentIndex.of(state, 'state') };

const snapshot = loaded({ manifest, state });
const inList = manifest.indexOf('"depends_on_tasks": [\n', manifest.length / 2) + 35;

export const bench: Bench = async () => [
  await measured('index of 10 000 tasks', 2, () => check(DocumentIndex.of(manifest, 'manifest').parts.length === 10_000)),
  await measured('one key typed in one task of 10 000', 0.1, typing('x')),
  await measured('one key that breaks the brackets of its task', 0.1, typing('"')),
  await measured('all that 10 000 tasks name, read for the first time', 5, () => check(DocumentIndex.of(manifest, 'manifest').bodies().length === 10_000)),
  await measured('references of a task', 0.5, () => check(referencesTo({ kind: 'task', id: 'CAPABILITY_01666--T01' }, index).length > 2)),
  await measured('the outline, once read', 1, () => check(outlineFor(index.manifest).length > 0)),
  await measured('completion of a dependency', 1, () => {
    const asking = askingAt(index.manifest, inList);
    check(asking?.wants === 'dependency' && candidatesFor(asking, index, snapshot).list.length === 500);
  }),
];
