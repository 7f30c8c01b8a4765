import { readManifest, readState } from '../../src/core/load';
import { buildSnapshot } from '../../src/core/snapshot';
import { generatedBacklog } from '../support/generatedBacklog';
import { ratioOf, report } from './measure';

const { manifest, state } = generatedBacklog({ tasks: 10_000 });
const backlog = { name: 'bench', manifestPath: 'manifest.json', statePath: 'state.json' };

function load(): void {
  const snapshot = buildSnapshot({
    rev: 1,
    backlog,
    manifest: readManifest({ kind: 'text', text: manifest }, backlog.manifestPath),
    state: readState({ kind: 'text', text: state }, backlog.statePath),
  });
  if (snapshot.tasks.length !== 10_000 || snapshot.problems.length > 0) throw new Error('the backlog was not read as it should');
}

const { ratio, baseMs, subjectMs } = ratioOf(31, () => [JSON.parse(manifest), JSON.parse(state)], load);
report('load, validate and snapshot, 10 000 tasks, to JSON.parse', ratio, 3, `${subjectMs.toFixed(0)} ms to ${baseMs.toFixed(0)} ms`);
