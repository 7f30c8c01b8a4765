import { askingAt } from '../../src/core/language/asking';
import { candidatesFor } from '../../src/core/language/candidates';
import { DocumentIndex } from '../../src/core/language/documentIndex';
import { LiveIndex } from '../../src/core/language/liveIndex';
import { outlineFor } from '../../src/core/language/outline';
import { referencesTo } from '../../src/core/language/targets';
import { readManifest, readState } from '../../src/core/load';
import { buildSnapshot } from '../../src/core/snapshot';
import { generatedBacklog } from '../support/generatedBacklog';
import { ratioOf, report } from './measure';

const { manifest, state } = generatedBacklog({ tasks: 10_000 });
const parse = () => JSON.parse(manifest);

function measured(what: string, atMost: number, subject: () => unknown): void {
  const { ratio, baseMs, subjectMs } = ratioOf(21, parse, subject);
  report(`${what}, to JSON.parse of the manifest`, ratio, atMost, `${subjectMs.toFixed(2)} ms to ${baseMs.toFixed(0)} ms`);
}

function check(isTrue: boolean): void {
  if (!isTrue) throw new Error('the index is not what it should be');
}

measured('index of 10 000 tasks', 2, () => check(DocumentIndex.of(manifest, 'manifest').parts.length === 10_000));

const at = manifest.indexOf('"title"', manifest.length / 2) + 12;
const live = new LiveIndex(manifest, 'manifest');
let isTyped = false;

/** Types a letter in the middle of the manifest and takes it back, in turn, and asks what stands there. */
function typing(letter: string): () => void {
  const typed = Buffer.from(`${manifest.slice(0, at)}${letter}${manifest.slice(at)}`).toString();
  return () => {
    live.edited(at, isTyped ? 1 : 0, isTyped ? 0 : 1);
    isTyped = !isTyped;
    const index = live.read(() => (isTyped ? typed : manifest));
    check(index.parts.length === 10_000 && index.at(at) === undefined);
  };
}

measured('one key typed in one task of 10 000', 0.1, typing('x'));
if (isTyped) typing('x')();
measured('one key that breaks the brackets of its task', 0.1, typing('"'));

const index = { manifest: DocumentIndex.of(manifest, 'manifest'), state: DocumentIndex.of(state, 'state') };
measured('all that 10 000 tasks name, read for the first time', 5, () => check(DocumentIndex.of(manifest, 'manifest').bodies().length === 10_000));
measured('references of a task', 0.5, () => check(referencesTo({ kind: 'task', id: 'CAPABILITY_01666--T01' }, index).length > 2));
measured('the outline, once read', 1, () => check(outlineFor(index.manifest).length > 0));

const snapshot = buildSnapshot({
  rev: 1,
  backlog: { name: 'bench', manifestPath: 'manifest.json', statePath: 'state.json' },
  manifest: readManifest({ kind: 'text', text: manifest }, 'manifest.json'),
  state: readState({ kind: 'text', text: state }, 'state.json'),
});
const inList = manifest.indexOf('"depends_on_tasks": [\n', manifest.length / 2) + 35;
measured('completion of a dependency', 1, () => {
  const asking = askingAt(index.manifest, inList);
  check(asking?.wants === 'dependency' && candidatesFor(asking, index, snapshot).list.length === 500);
});
