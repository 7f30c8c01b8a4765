import assert from 'node:assert/strict';
import { readManifest, readState } from '../../../../src/core/load';
import { anomalyProblems, locateIn } from '../../../../src/core/projections/anomalyProblems';
import { buildSnapshot } from '../../../../src/core/snapshot';
import { anomaly } from '../../../support/attention';
import { manifest, task } from '../../../support/builders';

/** As written by a person: indented, and one id with an escape. */
function snapshot(tasks: string[], entries: Record<string, unknown>) {
  const texts = {
    manifest: JSON.stringify(manifest(tasks.map((id) => task({ task_id: id }))), null, 2),
    state: JSON.stringify({ tasks: entries }, null, 2).replace('"Ü--T01"', '"\\u00dc--T01"'),
  };
  return {
    texts,
    snapshot: buildSnapshot({
      rev: 1,
      backlog: { name: 'demo', manifestPath: 'm.json', statePath: 's.json' },
      manifest: readManifest({ kind: 'text', text: texts.manifest }, 'm.json'),
      state: readState({ kind: 'text', text: texts.state }, 's.json'),
    }),
  };
}

describe('anomalies in the Problems panel', () => {
  const { snapshot: read, texts } = snapshot(['A--T01', 'B--T01'], { 'A--T01': { status: 'in-progress' }, 'GONE--T01': { status: 'completed' }, 'Ü--T01': { status: 'completed' } });
  const problemsOf = (...ids: string[]) => anomalyProblems(read, ids.map((taskId) => anomaly({ taskId })), locateIn(read));
  const marked = (text: string, position?: { offset: number; length: number }) => position && text.slice(position.offset, position.offset + position.length);

  it('stand at the entry of the state, or at the task where there is no entry', () => {
    const [entry, orphan, manifestTask] = problemsOf('A--T01', 'GONE--T01', 'B--T01');
    assert.deepEqual([entry?.file, marked(texts.state, entry?.position)], ['s.json', '"A--T01"']);
    assert.deepEqual([orphan?.file, marked(texts.state, orphan?.position)], ['s.json', '"GONE--T01"']);
    assert.deepEqual([manifestTask?.file, marked(texts.manifest, manifestTask?.position)], ['m.json', '"B--T01"']);
    assert.equal(entry?.position?.line, texts.state.slice(0, texts.state.indexOf('"A--T01"')).split('\n').length);
  });

  it('stand at the value where the file writes an id in another way', () => {
    const [entry] = problemsOf('Ü--T01');
    assert.equal(entry?.position?.line, texts.state.slice(0, texts.state.indexOf('\\u00dc')).split('\n').length);
  });

  it('are information with the code, the message and the remedy', () => {
    const [entry] = problemsOf('A--T01');
    assert.deepEqual([entry?.severity, entry?.kind, entry?.message, entry?.remedy], ['info', 'WARN::STALE-WORK', 'A--T01 has had no commit for 5 days', 'Go on with it, or set it free.']);
  });

  it('leave out what is only good to know, and what has no place', () => {
    assert.deepEqual(anomalyProblems(read, [anomaly({ severity: 'info' }), anomaly({ taskId: 'NOWHERE' })], locateIn(read)), []);
  });

  it('look up only what is shown, and scan no text twice', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => `X--T${index}`);
    const many = snapshot([], Object.fromEntries(ids.map((id) => [id, { status: 'completed' }]))).snapshot;
    let asked = 0;
    const locate = locateIn(many);
    const problems = anomalyProblems(many, ids.map((taskId) => anomaly({ taskId })), (place) => (asked++, locate(place)));
    assert.deepEqual([problems.length, asked], [100, 100]);
  });
});
