import { readManifest, readState } from '../../src/core/load';
import { readMessageToPanel } from '../../src/core/pulseProtocol';
import { graphModel } from '../../src/core/projections/graph';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { buildSnapshot } from '../../src/core/snapshot';
import { generatedBacklog } from '../support/generatedBacklog';
import { BACKLOG } from './loaded';
import { ratioOf, ratioRow, type Bench, type Row } from './measure';

const { manifest, state } = generatedBacklog({ tasks: 10_000 });
const readings = { manifest: readManifest({ kind: 'text', text: manifest }, BACKLOG.manifestPath), state: readState({ kind: 'text', text: state }, BACKLOG.statePath) };

/** The graph's model of a new snapshot; a manifest that was read anew is laid out anew. */
function model(isNewManifest: boolean) {
  const read = isNewManifest && readings.manifest.value ? { ...readings.manifest, value: { ...readings.manifest.value } } : readings.manifest;
  const snapshot = buildSnapshot({ rev: 1, backlog: BACKLOG, manifest: read, state: readings.state });
  const surroundings = { gitFacts: { kind: 'unread', reason: '' }, settings: DEFAULT_SETTINGS, isLoaded: true, isTrusted: true, isOneOfSeveral: false } as const;
  return graphModel({ ...surroundings, snapshot });
}

async function measured(what: string, limit: number, subject: () => unknown, note = ''): Promise<Row> {
  return ratioRow({ what: `graph of 10 000 tasks, ${what}, to JSON.parse of the manifest`, limit }, await ratioOf(11, () => JSON.parse(manifest) as unknown, subject), note);
}

export const bench: Bench = async () => {
  const message = { type: 'state', model: model(false) };
  const read = () => {
    if (!readMessageToPanel(message)) throw new Error('the page does not take its message');
  };
  return [
    await measured('laid out and told', 5, () => model(true)),
    await measured('after an update of the state', 1.5, () => model(false)),
    await measured('its message read by the page', 0.2, read, `${Math.round(JSON.stringify(message).length / 1024)} KB`),
  ];
};
