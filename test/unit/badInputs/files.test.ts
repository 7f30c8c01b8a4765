import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { placeOf } from '../../../src/core/problem';
import { manifest, task } from '../../support/builders';
import { assertProblems, assertTold } from '../../fuzz/promises';
import { BadProject, GOOD_MANIFEST, GOOD_STATE, ID, MANIFEST, STATE } from './project';

/** Rows of bad inputs that are files: what the Problems panel and `vtm validate` tell, and that nothing is lost. */
interface Case {
  /** The row of the table, and what is wrong. */
  readonly row: number;
  readonly what: string;
  readonly manifest?: string | Buffer;
  readonly state?: string | Buffer;
  /** Each: severity, place behind the file's name, what and why, and what to do. */
  readonly told: readonly (readonly [severity: 'error' | 'warning', file: 'm' | 's', place: string, message: RegExp, remedy: RegExp])[];
  /** The code with which recording is refused; nothing is written then. */
  readonly refused?: RegExp;
}

function tasks(given: object, ...others: readonly object[]): string {
  return JSON.stringify(manifest([{ ...task({ task_id: ID }), ...given }, ...others.map((one) => ({ ...task({ task_id: 'B--T01' }), acceptance_criteria: [{ id: 'AC01', text: 'It holds' }], ...one }))]), null, 2);
}

const entries = (entry: unknown, more: object = {}): string => JSON.stringify({ tasks: { [ID]: entry, ...more } }, null, 2);
const STARTED = { status: 'in-progress', started_at: '2025-10-01T10:00:00Z', acs_completed: [] as unknown[], acs_remaining: [] as unknown[] };
const CONFLICT = '{\n<<<<<<< ours\n  "tasks": {}\n=======\n  "tasks": { "A--T01": {} }\n>>>>>>> theirs\n}\n';
const LEFT_OUT = /Until it is mended, A--T01 is left out/;
const INVALID = { m: /^BLOCKED::MANIFEST-INVALID$/, s: /^BLOCKED::STATE-INVALID$/ };
const KEPT = ['warning', 's', ':3:5', /^A--T01 has an entry, but is no task of the manifest; the entry is kept/, /Add the task to the manifest again/] as const;

/** The same of either file. */
function ofBoth(row: number, what: string, content: string | Buffer, place: string, message: RegExp, remedy: RegExp): readonly Case[] {
  return (['m', 's'] as const).map((file) => ({
    row,
    what: `${what}, ${file === 'm' ? 'manifest' : 'state'}`,
    ...(file === 'm' ? { manifest: content } : { state: content }),
    told: [['error', file, place, message, remedy]],
    refused: INVALID[file],
  }));
}

const BROKEN: readonly Case[] = [
  ...['', ' \n\t'].flatMap((text) => ofBoth(2, `nothing in it (${JSON.stringify(text)})`, text, ':1:1', /^The file is empty$/, /Write the JSON again, or take the last version from git/)),
  ...['null', '[]', '"x"', '42'].flatMap((text) => ofBoth(2, text, text, ':1:1', new RegExp(`must be an object.*, and it is ${text.replace(/\W/g, '\\$&')}$`), /^Mend it/)),
  ...ofBoth(3, 'cut off', GOOD_MANIFEST.slice(0, GOOD_MANIFEST.indexOf('"phase"')), ':7:7', /^Not valid JSON: it ends too early$/, /Mend that place/),
  { row: 4, what: 'conflict markers, state', state: CONFLICT, told: [['error', 's', ':2:1', /^Unresolved merge conflict at line 2$/, /Resolve Conflicts in Task State \(vtm resolve-state\) keeps what both sides recorded/]], refused: INVALID.s },
  { row: 4, what: 'conflict markers, manifest', manifest: CONFLICT, told: [['error', 'm', ':2:1', /^Unresolved merge conflict at line 2$/, /keep what both sides recorded, and remove the marker lines/]], refused: INVALID.m },
  ...ofBoth(6, 'UTF-16', Buffer.from(`\ufeff${GOOD_STATE}`, 'utf16le'), '', /is UTF-16$/, /Save it as UTF-8/),
  ...ofBoth(6, 'not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), ':1:3', /is not valid UTF-8 at line 1, column 3 \(byte offset 2: 0xFF\)$/, /Save it as UTF-8/),
  ...ofBoth(6, 'binary', Buffer.from('{"a\0": 1}xx'), ':1:4', /is not text: there is a zero byte at line 1, column 4 \(byte offset 3\)$/, /Write it again as JSON in UTF-8/),
  ...ofBoth(8, 'a comment', '{\n  // why\n  "tasks": {}\n}', ':2:3', /^Not valid JSON: invalid comment token near “\/\/ why”$/, /Remove the comment: this file is plain JSON/),
  ...ofBoth(8, 'a comma too many', '{\n  "tasks": [],\n}', ':3:1', /^Not valid JSON: .* near “}”$/, /Remove the comma before the closing bracket/),
  ...[65, 10_000, 1_000_000].flatMap((depth) => ofBoth(18, `${depth} levels deep`, '['.repeat(depth), ':1:65', /^Nested more than 64 levels deep$/, /Remove the nesting/)),
  { row: 28, what: 'tasks as an array', state: '{"tasks": []}', told: [['error', 's', ':1:11', /^tasks must be an object of entries by task id, and it is \[\]$/, /Mend it by hand or take the last version from git/]], refused: INVALID.s },
];

const ODD: readonly Case[] = [
  {
    row: 9,
    what: 'a key twice',
    manifest: GOOD_MANIFEST.replace('"risk"', '"risk": "Low",\n      "risk"'),
    told: [['error', 'm', ':22:7', /^The key "risk" stands twice in one object, first in line 21$/, /Keep one of the two: only the last one counts/]],
  },
  { row: 9, what: 'an entry twice', state: `{"tasks": {\n"${ID}": {},\n"${ID}": {}}}`, told: [['error', 's', ':3:1', /^The key "A--T01" stands twice in one object, first in line 2$/, /Keep one of the two/]] },
  {
    row: 9,
    what: 'a task id twice',
    manifest: tasks({}, { task_id: ID }),
    told: ['36', '65'].map((line) => ['error', 'm', `:${line}:18`, /^The task id "A--T01" stands 2 times in the manifest; only the first is shown$/, /Give each task an id of its own/] as const),
  },
  { row: 10, what: 'ids that differ in case', manifest: tasks({}, { task_id: 'a--t01' }), told: [['warning', 'm', ':65:18', /^The ids "A--T01" and "a--t01" differ only in case .* so their branches clash$/, /Give one of them another id/]] },
  { row: 10, what: 'ids that differ in normal form', manifest: tasks({ task_id: 'A-\u00e9' }, { task_id: 'A-e\u0301' }), told: [['warning', 'm', ':65:18', /the form of a letter, so their branches clash$/, /Give one of them another id/], KEPT], refused: /^UNKNOWN-TASK/ },
  { row: 12, what: 'an empty id', manifest: tasks({ task_id: '' }), told: [['error', 'm', ':36:18', /^tasks\[0\]\.task_id must not be empty, and it is ""$/, /Mend it; what can be read of the rest is shown/], KEPT], refused: /^UNKNOWN-TASK/ },
  {
    row: 12,
    what: 'ids of 10 KB, told cut',
    manifest: tasks({ task_id: 'x'.repeat(10_000), depends_on_tasks: ['y'.repeat(10_000)] }),
    told: [['error', 'm', ':26:9', /^x{79}… depends on "y{78}…, which is no task of this manifest$/, /Remove the dependency, or add the task/], KEPT],
    refused: /^UNKNOWN-TASK/,
  },
  ...[5, null, {}, true].map((id): Case => ({
    row: 14,
    what: `the id ${JSON.stringify(id)}`,
    manifest: tasks({ task_id: id }),
    told: [['error', 'm', ':36:18', new RegExp(`^tasks\\[0\\]\\.task_id must be a text .*, and it is ${JSON.stringify(id)}$`), /Mend it/], KEPT],
    refused: /^UNKNOWN-TASK/,
  })),
  {
    row: 15,
    what: 'dependencies on itself, unknown, twice, abandoned',
    manifest: tasks({ depends_on_tasks: [ID, 'B--T1', 'B--T01', 'B--T01', 'C--T01'] }, {}, { task_id: 'C--T01' }),
    state: entries({ status: 'pending' }, { 'C--T01': { status: 'abandoned' } }),
    told: [
      ['error', 'm', ':26:9', /^A--T01 depends on itself$/, /Remove the dependency/],
      ['error', 'm', ':27:9', /^A--T01 depends on "B--T1", which is no task of this manifest$/, /Did you mean B--T01\?/],
      ['warning', 'm', ':29:9', /^A--T01 names the dependency "B--T01" twice$/, /Name it once/],
      ['warning', 'm', ':30:9', /^A--T01 depends on C--T01, which was abandoned and never counts as done$/, /Remove the dependency, or take the task up again/],
    ],
  },
  { row: 15, what: 'dependencies as a text', manifest: tasks({ depends_on_tasks: 'B--T01' }, {}), told: [['warning', 'm', ':25:27', /^A--T01 gives its dependencies as one text; it is read as the one task "B--T01"$/, /Write an array of task ids/]] },
  { row: 16, what: 'a cycle of two', manifest: tasks({ depends_on_tasks: ['B--T01'] }, { depends_on_tasks: [ID] }), told: [['error', 'm', ':26:9', /^These tasks wait on each other: A--T01 -> B--T01 -> A--T01$/, /Remove one of these dependencies/]] },
  { row: 20, what: 'an unknown risk', manifest: tasks({ risk: 'Critical' }), told: [['warning', 'm', ':21:15', /^A--T01 has the unknown risk "Critical"; it is read as High$/, /Write one of High, Medium, Low/]] },
  { row: 20, what: 'an unknown size', manifest: tasks({ est: { size: 'XXL' } }, { est: 3 }), told: [['warning', 'm', ':23:17', /^A--T01 has the unknown size "XXL"; it counts as M$/, /Write one of S, M, L, or give it minutes in orchestrator\.minutesBySize/], ['warning', 'm', ':51:14', /^B--T01 has the unknown size "3"/, /Write one of S, M, L/]] },
  { row: 20, what: 'no risk', manifest: tasks({ risk: undefined }), told: [['warning', 'm', ':5:5', /^A--T01 has no risk; it is read as Medium$/, /Write one of High, Medium, Low/]] },
  { row: 20, what: 'a risk that is a number', manifest: tasks({ risk: 5 }), told: [['error', 'm', ':21:15', /^tasks\[0\]\.risk must be of type string, and it is 5$/, LEFT_OUT], KEPT], refused: /^UNKNOWN-TASK/ },
  { row: 21, what: 'no criteria', manifest: tasks({ acceptance_criteria: [] }), state: entries(STARTED), told: [['warning', 'm', ':11:30', /^A--T01 has no acceptance criteria, and can't be started$/, /Write down what has to be true/]] },
  { row: 21, what: 'criteria as a text', manifest: tasks({ acceptance_criteria: 'x' }), told: [['error', 'm', ':11:30', /^tasks\[0\]\.acceptance_criteria must be of type array, and it is "x"$/, LEFT_OUT], KEPT], refused: /^UNKNOWN-TASK/ },
  {
    row: 21,
    what: 'criteria as texts, without id, doubled, and in two tasks',
    manifest: tasks({ acceptance_criteria: ['x', { text: 'y' }, { id: 'X', text: 'z' }, { id: 'X', text: 'w' }] }, { acceptance_criteria: [{ id: 'X', text: 'v' }] }),
    state: entries(STARTED),
    told: [
      ['warning', 'm', ':12:9', /^2 criteria of A--T01 have no id; they are called by their places, the first AC01$/, /Write each as \{"id"/],
      ['warning', 'm', ':21:17', /^A--T01 has the criterion "X" twice$/, /Give each criterion an id of its own/],
      ['warning', 'm', ':50:17', /^The criterion "X" stands in A--T01 and in B--T01$/, /Give each an id of its own/],
    ],
  },
  {
    row: 22,
    what: 'switches that are none',
    manifest: tasks({ parallel: 'true', provisional: 1 }),
    told: [['error', 'm', ':35:22', /^tasks\[0\]\.provisional must be true or false, and it is 1$/, LEFT_OUT], ['error', 'm', ':37:19', /^tasks\[0\]\.parallel must be true or false, and it is "true"$/, LEFT_OUT], KEPT],
    refused: /^UNKNOWN-TASK/,
  },
  {
    row: 23,
    what: 'conflicts that are one-sided, unknown, with itself',
    manifest: tasks({ conflicts_with: ['B--T01', 'Z--T01', ID] }, {}),
    told: [
      ['warning', 'm', ':38:9', /^A--T01 conflicts with B--T01, which does not name A--T01; the conflict counts both ways$/, /Add A--T01 to conflicts_with of B--T01/],
      ['warning', 'm', ':39:9', /^A--T01 conflicts with "Z--T01", which is no task of this manifest$/, /Otherwise remove it/],
      ['warning', 'm', ':40:9', /^A--T01 says that it conflicts with itself$/, /Remove it/],
    ],
  },
  {
    row: 24,
    what: 'patterns that mean nothing here, too much, or another place',
    manifest: tasks({ file_scope: ['a*'.repeat(30), '**/a/'.repeat(15), '{1..10000000}', '['.repeat(5_000), '{a,b}'.repeat(20), '', '../**', '/etc/**', '.git/**'] }),
    told: [
      ['warning', 'm', ':40:9', /the pattern "\{1\.\.10000000\}", which counts from one number to another; .* not run beside others$/, /Write the alternatives out/],
      ['warning', 'm', ':41:9', /the pattern "\[{78}…, which is longer than 256 characters; /, /Name the folder instead/],
      ['warning', 'm', ':42:9', /which stands for more than 64 paths; /, /Name the folder in which they lie/],
      ['warning', 'm', ':43:9', /the pattern "", which is empty$/, /Name files of the project/],
      ['error', 'm', ':44:9', /the pattern "\.\.\/\*\*", which leads outside of the project$/, /Name files of the project/],
      ['error', 'm', ':45:9', /the pattern "\/etc\/\*\*", which leads outside of the project$/, /Name files of the project/],
      ['error', 'm', ':46:9', /the pattern "\.git\/\*\*", which leads into the folder that git keeps for itself$/, /Name files of the project/],
    ],
  },
  { row: 24, what: 'no pattern of a task that may run in parallel', manifest: tasks({ parallel: true }), told: [['warning', 'm', ':37:19', /^A--T01 may run in parallel, and does not say which files it changes$/, /while they are not known, it is not run beside others/]] },
  {
    row: 25,
    what: 'documents elsewhere, or that are none',
    manifest: tasks({ related_specs: ['../x.md', '/etc/passwd', 'C:\\x', '\\\\h\\s', 'file:///x', '%2e%2e/x', 'docs', 'docs/features/Spec.md'], related_adrs: ['ADR-0009'] }),
    told: [
      ...[/"\.\.\/x\.md" lies outside/, /"\/etc\/passwd" is an absolute path/, /"C:\/x" is an absolute path/, /"\/\/h\/s" is an absolute path/, /"file:\/\/\/x" is an address/, /"%2e%2e\/x" is not there/, /"docs" is a folder/, /"docs\/features\/Spec\.md" is spelt "docs\/features\/spec\.md" on disk/].map(
        (why, index) => ['warning', 'm', `:${27 + index}:9`, why, /Add the document, or mend the reference/] as const,
      ),
      ['warning', 'm', ':37:9', /ADR-0009 can't be looked for: "docs\/adr" is not there/, /Add the decision, or mend the reference/],
    ],
  },
  {
    row: 28,
    what: 'an unknown status, and an entry of no task',
    state: entries({ status: 'partial' }, { 'GONE--T01': STARTED }),
    told: [
      ['warning', 's', ':4:17', /^A--T01 has the unknown status "partial"$/, /Write one of pending, .* its entry is not changed/],
      ['warning', 's', ':6:5', /^GONE--T01 has an entry, but is no task of the manifest; the entry is kept$/, /migrate the task state/],
    ],
    refused: /^WRONG-STATUS/,
  },
  { row: 28, what: 'an entry that is a text', state: entries('done'), told: [['warning', 's', ':3:15', /^The entry of A--T01 is not an object$/, /Write an object with a status/]], refused: /^WRONG-STATUS/ },
  { row: 29, what: 'a time that is a number', state: entries({ ...STARTED, completed_at: 5 }), told: [['warning', 's', ':8:23', /^completed_at of A--T01 is 5, which is read as absent$/, /Write a text/]] },
  {
    row: 30,
    what: 'criteria that are unknown, doubled, and in both lists',
    state: entries({ ...STARTED, acs_completed: ['A-AC01', 'A-AC01', 'X', null, 'AC02'], acs_remaining: ['A-AC01'] }),
    told: [
      ['warning', 's', ':8:9', /the criterion "A-AC01" twice in acs_completed$/, /Name it once/],
      ['warning', 's', ':9:9', /names the criterion "X", which the task does not have$/, /Write the id as the manifest has it/],
      ['warning', 's', ':14:9', /has the criterion "A-AC01" as done and as left; it counts as done$/, /Remove it from the list that is wrong/],
    ],
  },
];

describe('bad files', () => {
  let project: BadProject;
  afterEach(() => project.dispose());

  for (const { row, what, manifest: m = GOOD_MANIFEST, state: s = GOOD_STATE, told, refused } of [...BROKEN, ...ODD]) {
    it(`row ${row}: ${what}`, async () => {
      project = new BadProject({ [MANIFEST]: m, [STATE]: s });
      const before = project.bytes();
      const problems = await project.problems();
      const list = problems.map((problem) => `${problem.severity} ${placeOf(problem)}: ${problem.message} | ${problem.remedy}`);
      for (const [severity, file, place, message, remedy] of told) {
        const at = `${file === 'm' ? MANIFEST : STATE}${place}`;
        assert.ok(problems.some((problem) => problem.severity === severity && placeOf(problem) === at && message.test(problem.message) && remedy.test(problem.remedy)), `${severity} ${at}: ${message}\n${list.join('\n')}`);
      }
      assert.equal(problems.length, told.length, list.join('\n'));
      assertProblems(problems, (file) => fs.readFileSync(project.at(file), 'utf8').replace(/^\ufeff/, ''));
      const validated = await project.run('validate');
      assert.ok(validated.ok);
      for (const problem of problems) assert.ok(validated.value.text.includes(`${placeOf(problem)}: ${problem.severity}: `), validated.value.text);
      assert.equal(validated.value.outcome, told.some(([severity]) => severity === 'error') ? 'invalid' : undefined);
      const recorded = await project.run('note', { task: ID, text: 'a note' });
      if (!refused) return assert.ok(recorded.ok, JSON.stringify(recorded));
      assert.ok(!recorded.ok);
      assert.match(recorded.error.code, refused);
      assertTold(recorded.error, 'note');
      assert.deepEqual(project.bytes(), before);
    });
  }

  it('row 3: cut off at any of 100 places, the state is told with its place and never overwritten', async () => {
    project = new BadProject({ [MANIFEST]: GOOD_MANIFEST, [STATE]: GOOD_STATE });
    for (let part = 1; part < 100; part++) {
      const text = GOOD_STATE.slice(0, Math.floor((GOOD_STATE.length * part) / 100)).trimEnd();
      if (text.length === GOOD_STATE.trimEnd().length) continue;
      const { problems } = await readWith(project, text);
      assert.deepEqual(problems.map(({ severity, file, position }) => [severity, file, (position?.line ?? 0) > 0, (position?.column ?? 0) > 0]), [['error', STATE, true, true]], text);
    }
    for (const part of [0.2, 0.5, 0.9]) {
      const text = GOOD_STATE.slice(0, GOOD_STATE.length * part);
      fs.writeFileSync(project.at(STATE), text);
      const refused = await project.run('note', { task: ID, text: 'x' });
      assert.equal(refused.ok ? '' : refused.error.code, 'BLOCKED::STATE-INVALID');
      assert.equal(fs.readFileSync(project.at(STATE), 'utf8'), text);
    }
  });

  for (const [what, shape] of [
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['tabs', (text: string) => text.replace(/^ +/gm, (blanks) => '\t'.repeat(blanks.length / 2))],
    ['four spaces', (text: string) => text.replace(/^ +/gm, (blanks) => blanks + blanks)],
    ['one line', (text: string) => JSON.stringify(JSON.parse(text))],
    ['a final newline', (text: string) => `${text}\n`],
  ] as const) {
    it(`row 5: ${what} is read, and kept but for what is recorded`, async () => {
      project = new BadProject({ [MANIFEST]: shape(GOOD_MANIFEST), [STATE]: shape(GOOD_STATE) });
      assert.deepEqual(await project.problems(), []);
      assert.ok((await project.run('note', { task: ID, text: 'a note' })).ok);
      const now = fs.readFileSync(project.at(STATE), 'utf8');
      const [from, to] = [now.indexOf('"notes"'), now.indexOf('a note"') + 'a note"'.length];
      const around = now.slice(0, now.lastIndexOf(']', from) + 1) + now.slice(to);
      // The time of the change is new as well.
      assert.equal(around.replace(/\s*"last_updated":\s*"[^"]*",?/, ''), shape(GOOD_STATE).replace(/\s*"last_updated":\s*"[^"]*",?/, ''));
      assert.equal(fs.readFileSync(project.at(MANIFEST), 'utf8'), shape(GOOD_MANIFEST));
    });
  }

  it('row 7: lone surrogates, zeros and controls in texts are kept, and shown as what they are', async () => {
    project = new BadProject({ [MANIFEST]: tasks({ title: 'a\ud800b\u0000c\u001b[31m' }), [STATE]: entries({ ...STARTED, own: '\ud800\u0000' }) });
    const shown = await project.run('task', { task: ID });
    assert.ok(shown.ok);
    assert.doesNotMatch(shown.value.text, /[\u0000\u001b]|\p{Surrogate}/u);
    assert.ok((await project.run('note', { task: ID, text: 'a note' })).ok);
    assert.match(fs.readFileSync(project.at(STATE), 'utf8'), /"own": "\\ud800\\u0000"/);
  });

  it('row 19: numbers no parser keeps, unknown keys and $schema stay to the byte', async () => {
    const odd = '"$schema": "x",\n  "own": [12345678901234567890, 1.0, 1e999, -0, {"é": null}],\n  ';
    project = new BadProject({ [MANIFEST]: GOOD_MANIFEST.replace('{\n  ', `{\n  ${odd}`), [STATE]: GOOD_STATE.replace('{\n  ', `{\n  ${odd}`) });
    assert.deepEqual(await project.problems(), []);
    assert.ok((await project.run('note', { task: ID, text: 'a note' })).ok);
    assert.ok(fs.readFileSync(project.at(STATE), 'utf8').includes(odd));
  });

  it('row 1: without a manifest it is told where it was looked for; without a state all is pending, and it is made', async () => {
    project = new BadProject({});
    const without = await project.run('note', { task: ID, text: 'x' });
    assert.ok(!without.ok);
    assert.equal(without.error.code, 'BLOCKED::MANIFEST-MISSING');
    assert.match(`${without.error.message}. ${without.error.remedy}`, /There is no docs\/backlog\/virtual-task-manifest\.json\. .*--manifest.*vtm init/);
    fs.mkdirSync(path.dirname(project.at(MANIFEST)), { recursive: true });
    fs.writeFileSync(project.at(MANIFEST), GOOD_MANIFEST);
    assert.deepEqual(await project.problems(), []);
    assert.ok((await project.run('block', { task: ID, reason: 'it waits' })).ok);
    assert.equal(JSON.parse(fs.readFileSync(project.at(STATE), 'utf8')).tasks[ID].status, 'blocked');
  });

  it('row 18: a state that is a folder, a device or too large is told, and left as it is', async () => {
    project = new BadProject({ [MANIFEST]: GOOD_MANIFEST });
    for (const [make, message] of [
      [() => fs.mkdirSync(project.at(STATE)), /is a folder/],
      [() => fs.symlinkSync('/dev/zero', project.at(STATE)), /is (a device|not a file)/],
      [() => (fs.writeFileSync(project.at(STATE), ''), fs.truncateSync(project.at(STATE), 64 * 1024 * 1024 + 1)), /64 MB/],
    ] as const) {
      fs.rmSync(project.at(STATE), { recursive: true, force: true });
      make();
      const [problem] = await project.problems();
      assert.equal(problem?.severity, 'error');
      assert.match(problem.message, message);
      assert.notEqual(problem.remedy, '');
      assert.ok(!(await project.run('note', { task: ID, text: 'x' })).ok);
    }
    assert.equal(fs.statSync(project.at(STATE)).size, 64 * 1024 * 1024 + 1);
  });

  it('row 31: a hash in any form is silent, a state of another manifest is told with the way out', async () => {
    project = new BadProject({ [MANIFEST]: GOOD_MANIFEST, [STATE]: JSON.stringify({ manifest_hash: 'PLACEHOLDER', tasks: {} }) });
    const told = async () => {
      const checked = await project.run('check', { all: true });
      return checked.ok ? checked.value.text : '';
    };
    assert.doesNotMatch(await told(), /STALE-STATE/);
    fs.writeFileSync(project.at(STATE), JSON.stringify({ manifest_hash: `sha256:${'0'.repeat(64)}`, tasks: { [ID]: STARTED } }));
    assert.match(await told(), /WARN::STALE-STATE.*[^]*rebaseline|migrate/);
  });
});

async function readWith(project: BadProject, state: string): Promise<{ problems: Awaited<ReturnType<BadProject['problems']>> }> {
  fs.writeFileSync(project.at(STATE), state);
  return { problems: await project.problems() };
}
