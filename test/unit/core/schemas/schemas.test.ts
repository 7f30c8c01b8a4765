import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { getLanguageService, TextDocument, type Diagnostic } from 'vscode-json-languageservice';
import { parseManifest } from '../../../../src/core/manifest/parse';
import { FILE_SCHEMAS } from '../../../../src/core/schemas/fileSchemas';
import { parseState } from '../../../../src/core/state/parse';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { manifest, task } from '../../../support/builders';
import { generatedBacklog } from '../../../support/generatedBacklog';

const FOLDER = 'media/schemas';
const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { contributes: { jsonValidation: { fileMatch: string; url: string }[] } };

/** As the editor does it: each file name leads to its schema. */
const service = getLanguageService({ schemaRequestService: (uri) => fs.promises.readFile(uri.replace('schema:', `${FOLDER}/`), 'utf8') });
service.configure({ validate: true, schemas: contributes.jsonValidation.map(({ fileMatch, url }) => ({ uri: `schema:${path.basename(url)}`, fileMatch: [`/${fileMatch}`] })) });

function opened(file: string, text: string) {
  const document = TextDocument.create(`file:///project/${file}`, 'json', 1, text);
  return { document, json: service.parseJSONDocument(document) };
}

async function complaints(file: string, text: string): Promise<readonly Diagnostic[]> {
  const { document, json } = opened(file, text);
  return service.doValidation(document, json);
}

const ofManifest = (value: unknown) => complaints(DEFAULT_SETTINGS.manifestPath, JSON.stringify(value));
const ofState = (value: unknown) => complaints(DEFAULT_SETTINGS.statePath, JSON.stringify(value));

async function at(text: string, file: string = DEFAULT_SETTINGS.manifestPath) {
  const offset = text.indexOf('|');
  const { document, json } = opened(file, text.replace('|', ''));
  const position = document.positionAt(offset);
  const completion = await service.doComplete(document, position, json);
  const hover = await service.doHover(document, position, json);
  return { labels: completion?.items.map(({ label }) => label) ?? [], hover: JSON.stringify(hover?.contents ?? '') };
}

/** Keys of a task with what may stand there, right and wrong. */
const anything = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null))), fc.dictionary(fc.constantFrom('id', 'text', 'size', 'code', 'x'), fc.oneof(fc.string(), fc.integer(), fc.constant(null))));
const TASK_KEYS = ['capability_id', 'phase', 'slice', 'title', 'description', 'acceptance_criteria', 'risk', 'est', 'depends_on_tasks', 'related_specs', 'related_adrs', 'related_guides', 'test_verification', 'gap_codes', 'provisional', 'parallel', 'conflicts_with', 'file_scope', 'parallelism_group', 'other'];
/** A task with an id and one or two keys: of more, one would mostly be wrong. */
const anyTask = fc.tuple(fc.string({ minLength: 1 }), fc.array(fc.tuple(fc.constantFrom(...TASK_KEYS), anything), { maxLength: 2 })).map(([task_id, more]) => ({ task_id, ...Object.fromEntries(more) }));
const anyEntry = fc.oneof(
  anything,
  fc.record(Object.fromEntries(['status', 'started_at', 'completed_at', 'acs_completed', 'acs_remaining', 'notes', 'blocked_reason', 'pr_number'].map((key) => [key, anything])), { requiredKeys: [] }),
);

describe('the JSON schemas of both files', () => {
  it('are those that the readers make, and ship', () => {
    assert.deepEqual(fs.readdirSync(FOLDER).sort(), Object.keys(FILE_SCHEMAS).sort());
    assert.deepEqual(contributes.jsonValidation.map(({ url }) => url).sort(), Object.keys(FILE_SCHEMAS).map((name) => `./${FOLDER}/${name}`).sort());
    for (const [name, make] of Object.entries(FILE_SCHEMAS)) {
      assert.equal(fs.readFileSync(path.join(FOLDER, name), 'utf8'), `${JSON.stringify(make(), null, 2)}\n`, `${name}: run npm run docs`);
    }
    assert.ok(fs.readFileSync('.vscodeignore', 'utf8').split('\n').includes(`!${FOLDER}/*.schema.json`));
  });

  it('find nothing wrong in good files', async () => {
    const generated = generatedBacklog({ tasks: 30 });
    const sample = (file: string) => fs.readFileSync(path.join('samples/ledgerline', file), 'utf8');
    const { manifestPath, statePath } = DEFAULT_SETTINGS;
    for (const [file, text] of [[manifestPath, generated.manifest], [statePath, generated.state], [manifestPath, sample(manifestPath)], [statePath, sample(statePath)]] as const) {
      assert.deepEqual(await complaints(file, text), [], file);
    }
  });

  const loose: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
    'risk in any case and any word': [{ risk: 'HIGH' }, { risk: 'Critical' }, { risk: '' }, { risk: null }],
    'phases and slices as text or number': [{ phase: 'phase_1', slice: '1.1' }, { phase: 1, slice: 1.1 }, { phase: null, slice: null }],
    'documents as text or array': [{ test_verification: 'a.spec.ts' }, { test_verification: ['a.spec.ts (mocks)'] }, { related_adrs: 'ADR-0009', related_specs: null }, { related_guides: [] }],
    'sizes as letters or words, with or without an object': [{ est: { size: 'S' } }, { est: 'medium' }, { est: null }, { est: { size: null } }, { est: 3 }],
    'criteria as objects or texts, with or without id': [{ acceptance_criteria: ['it works', { text: 'x' }, { id: null }] }, { acceptance_criteria: null }, { acceptance_criteria: [] }],
    'dependencies as text': [{ depends_on_tasks: 'B' }, { depends_on_tasks: '' }],
    'gaps of a task as texts or objects': [{ gap_codes: ['GAP', { code: 'GAP-2', text: 'why' }] }],
    'groups as numbers': [{ parallelism_group: 3 }, { parallel: null }],
    'unknown keys': [{ pr_number: 7, extra: { deep: [1] } }],
  };
  for (const [what, tasks] of Object.entries(loose)) {
    it(`let stand what is read loosely: ${what}`, async () => {
      for (const more of tasks) assert.deepEqual(await ofManifest(manifest([task({ task_id: 'A', ...more })])), [], JSON.stringify(more));
    });
  }

  it('let stand a manifest with gaps and no tasks, and unknown keys around them', async () => {
    for (const value of [{}, { status: 'BLOCKED', gaps: ['GAP', { code: 'G', text: 'why' }, {}] }, { tasks: null }, { version: 2, status: null, tasks: [] }]) {
      assert.deepEqual(await ofManifest(value), [], JSON.stringify(value));
    }
  });

  it('let stand a state as agents write it', async () => {
    for (const entry of [{}, { status: 'done' }, { status: 'In Progress', pr_number: 5, notes: null, acs_completed: ['AC01', null], files_modified: [] }, { status: 'pending', acs_completed: null, started_at: '' }]) {
      assert.deepEqual(await ofState({ manifest_hash: 5, tasks: { A: entry } }), [], JSON.stringify(entry));
    }
    assert.deepEqual(await ofState({ tasks: null }), []);
  });

  it('never find wrong what the reader of manifests takes', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(anyTask, async (one) => {
        const value = { tasks: [one] };
        const { problems } = parseManifest(JSON.stringify(value), 'm.json');
        if (problems.some(({ kind }) => kind === 'invalid-shape')) return;
        taken++;
        assert.deepEqual(await ofManifest(value), []);
      }),
      { numRuns: 1000 },
    );
    assert.ok(taken > 200, `only ${taken} of 1000 were taken`);
  });

  it('find what the reader of states finds, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), anyEntry, { maxKeys: 3 }), async (tasks) => {
        const kinds = new Set(parseState(JSON.stringify({ tasks }), 's.json').problems.map(({ kind, message }) => (kind === 'unknown-status' && !message.endsWith('is not an object') ? 'word' : 'type')));
        assert.equal((await ofState({ tasks })).length > 0, kinds.has('type'));
      }),
      { numRuns: 300 },
    );
  });

  it('find what the readers can\'t read', async () => {
    for (const more of [{ task_id: 7 }, { task_id: '' }, { provisional: 1 }, { parallel: 'true' }, { depends_on_tasks: [3] }, { acceptance_criteria: 'x' }]) {
      const value = manifest([{ ...task({ task_id: 'A' }), ...more } as never]);
      assert.equal((await ofManifest(value)).length, 1, JSON.stringify(more));
      assert.ok(parseManifest(JSON.stringify(value), 'm').problems.some(({ kind }) => kind === 'invalid-shape'), JSON.stringify(more));
    }
    assert.equal((await ofState({ tasks: [] })).length, 1);
  });

  it('offer keys, values and a whole task, and say what they are for', async () => {
    assert.deepEqual((await at('{"tasks": [{"risk": "|"}]}')).labels.slice(0, 3), ['"High"', '"Medium"', '"Low"']);
    assert.match((await at('{"tasks": [{"ri|sk": "Low"}]}')).hover, /High is started before Medium/);
    const keys = (await at('{"tasks": [{"task_id": "A", |}]}')).labels;
    for (const key of ['depends_on_tasks', 'acceptance_criteria', 'file_scope']) assert.ok(keys.includes(key), key);
    assert.ok((await at('{"tasks": [|]}')).labels.includes('New task'));
    assert.ok((await at('{"tasks": [{"acceptance_criteria": [|]}]}')).labels.includes('New criterion'));
    const { statePath } = DEFAULT_SETTINGS;
    assert.deepEqual((await at('{"tasks": {"A": {"status": "|"}}}', statePath)).labels.slice(0, 5), ['"pending"', '"in-progress"', '"blocked"', '"completed"', '"abandoned"']);
    assert.match((await at('{"tasks": {"A": {"acs_com|pleted": []}}}', statePath)).hover, /criteria that are done/);
  });

  it('hold for the files by name, and for no backup of them', async () => {
    assert.equal((await complaints('sub/planning/virtual-task-manifest.json', '{"tasks": 5}')).length, 1);
    assert.deepEqual(await complaints('docs/backlog/virtual-task-manifest-backup-2025.json', '{"tasks": 5}'), []);
    assert.deepEqual(await complaints('elsewhere/task-state.json', '{"tasks": []}'), [], 'a name that other tools use too');
  });
});
