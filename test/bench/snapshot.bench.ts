import { readManifest, readState } from '../../src/core/load';
import { buildSnapshot, type Snapshot } from '../../src/core/snapshot';
import { generatedBacklog, type GeneratedBacklog } from '../support/generatedBacklog';
import { ratioOf, report } from './measure';

const backlog = { name: 'bench', manifestPath: 'manifest.json', statePath: 'state.json' };

function load({ manifest, state }: GeneratedBacklog): Snapshot {
  return buildSnapshot({
    rev: 1,
    backlog,
    manifest: readManifest({ kind: 'text', text: manifest }, backlog.manifestPath),
    state: readState({ kind: 'text', text: state }, backlog.statePath),
  });
}

/** Load, validate and snapshot, to `JSON.parse` of the same texts. */
function measureTime(rounds: number, tasks: number, isTerse = false): void {
  const texts = generatedBacklog({ tasks, isTerse });
  const subject = () => {
    const snapshot = load(texts);
    if (snapshot.tasks.length !== tasks || snapshot.problems.length > 0) throw new Error('the backlog was not read as it should');
  };
  const { ratio, baseMs, subjectMs } = ratioOf(rounds, () => [JSON.parse(texts.manifest), JSON.parse(texts.state)], subject);
  report(`load, validate and snapshot, ${tasks} tasks, to JSON.parse`, ratio, 3, `${subjectMs.toFixed(0)} ms to ${baseMs.toFixed(0)} ms`);
}

measureTime(101, 1_000);
measureTime(31, 10_000);
measureTime(9, 100_000, true);
