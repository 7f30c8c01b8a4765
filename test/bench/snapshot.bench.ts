import { readManifest, readState } from '../../src/core/load';
import { buildSnapshot } from '../../src/core/snapshot';
import { generatedBacklog } from '../support/generatedBacklog';
import { ratioOf, report } from './measure';

const backlog = { name: 'bench', manifestPath: 'manifest.json', statePath: 'state.json' };

/** Load + validate + snapshot, to `JSON.parse` of the same texts. */
function measure(rounds: number, tasks: number, isTerse = false): void {
  const { manifest, state } = generatedBacklog({ tasks, isTerse });
  const load = () => {
    const snapshot = buildSnapshot({
      rev: 1,
      backlog,
      manifest: readManifest({ kind: 'text', text: manifest }, backlog.manifestPath),
      state: readState({ kind: 'text', text: state }, backlog.statePath),
    });
    if (snapshot.tasks.length !== tasks || snapshot.problems.length > 0) throw new Error('the backlog was not read as it should');
  };
  const { ratio, baseMs, subjectMs } = ratioOf(rounds, () => [JSON.parse(manifest), JSON.parse(state)], load);
  report(`load, validate and snapshot, ${tasks} tasks, to JSON.parse`, ratio, 3, `${subjectMs.toFixed(1)} ms to ${baseMs.toFixed(1)} ms`);
}

measure(101, 1_000);
measure(31, 10_000);
measure(7, 100_000, true);
