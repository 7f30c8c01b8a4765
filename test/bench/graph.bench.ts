import { readManifest, readState } from '../../src/core/load';
import { readMessageToPanel } from '../../src/core/pulseProtocol';
import { graphModel } from '../../src/core/projections/graph';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { buildSnapshot } from '../../src/core/snapshot';
import { generatedBacklog } from '../support/generatedBacklog';
import { ratioOf, report } from './measure';

const { manifest, state } = generatedBacklog({ tasks: 10_000 });
const backlog = { name: 'bench', manifestPath: 'manifest.json', statePath: 'state.json' };
const readings = { manifest: readManifest({ kind: 'text', text: manifest }, backlog.manifestPath), state: readState({ kind: 'text', text: state }, backlog.statePath) };

/** The graph's model of a new snapshot; a manifest that was read anew is laid out anew. */
function model(isNewManifest: boolean) {
  const read = isNewManifest && readings.manifest.value ? { ...readings.manifest, value: { ...readings.manifest.value } } : readings.manifest;
  const snapshot = buildSnapshot({ rev: 1, backlog, manifest: read, state: readings.state });
  const surroundings = { gitFacts: { kind: 'unread', reason: '' }, settings: DEFAULT_SETTINGS, isLoaded: true, isTrusted: true, isOneOfSeveral: false } as const;
  return graphModel({ ...surroundings, snapshot });
}

function measured(what: string, atMost: number, subject: () => unknown): void {
  const { ratio, baseMs, subjectMs } = ratioOf(11, () => JSON.parse(manifest) as unknown, subject);
  report(`${what}, to JSON.parse of the manifest`, ratio, atMost, `${subjectMs.toFixed(0)} ms to ${baseMs.toFixed(0)} ms`);
}

const message = { type: 'state', model: model(false) };
console.log(`a message has ${Math.round(JSON.stringify(message).length / 1024)} KB`);
measured('graph of 10 000 tasks, laid out and told', 5, () => model(true));
measured('graph of 10 000 tasks, after an update of the state', 1.5, () => model(false));
measured('graph of 10 000 tasks, its message read by the page', 0.2, () => readMessageToPanel(message) ?? report('message', Number.NaN, 0));
