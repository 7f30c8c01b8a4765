import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { batchPrompt } from '../../../../src/core/delegate/batchPrompt';
import { either } from '../../../../src/core/either';
import { codes, helpText } from '../../../../src/core/help/codeHelp';
import { NO_FACTS } from '../../../../src/core/facts';
import { problemsOf } from '../../../../src/core/problems/problemsOf';
import { STAGE_LOOK, STAGES } from '../../../../src/core/projections/treeStage';
import { activityText } from '../../../../src/core/pulse/activityText';
import { agoText } from '../../../../src/core/pulse/age';
import { pulseFigures } from '../../../../src/core/pulse/figures';
import { pulseText } from '../../../../src/core/pulse/text';
import { ANOMALIES } from '../../../../src/core/rules/anomalies';
import { BATCH_RULES } from '../../../../src/core/rules/batchRules';
import { escalationsOf } from '../../../../src/core/rules/escalations';
import { RULES } from '../../../../src/core/rules/evaluate';
import { gateName } from '../../../../src/core/rules/rule';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { SETUP_PARTS } from '../../../../src/core/setup/plan';
import { inEnglish, language, speak, t } from '../../../../src/core/words';
import { manifest, snapshotOf, task } from '../../../support/builders';
import { SPEC_NOW, specExample } from '../pulse/specExample';

const JAPANESE = { language: 'ja', texts: JSON.parse(readFileSync('l10n/bundle.l10n.ja.json', 'utf8')) as Record<string, string> };
const NOT_ENGLISH = /[\u3040-\u30ff\u4e00-\u9fff]/;
const MINUTE = 60_000;

describe('what the core says in another language', () => {
  afterEach(() => {
    speak();
  });

  it('is English in the help of a code, which quotes what gates say of themselves', () => {
    speak(JAPANESE);
    assert.match(gateName(1), NOT_ENGLISH);
    assert.deepEqual(codes().filter((help) => NOT_ENGLISH.test(helpText(help))), []);
  });

  it('reaches tables that were made before the language was known', () => {
    const said = () => [
      ...[...RULES, ...BATCH_RULES].map(({ title }) => title),
      ...ANOMALIES.map(({ reason }) => reason),
      ...STAGES.flatMap((stage) => [STAGE_LOOK[stage].label, STAGE_LOOK[stage].words]),
      ...SETUP_PARTS.flatMap((part) => part.said()),
      ...([1, 2, 3, 4, 5, 7, 8, 9] as const).map(gateName),
    ];
    assert.deepEqual(said().filter((text) => NOT_ENGLISH.test(text)), []);
    speak(JAPANESE);
    assert.deepEqual(said().filter((text) => !NOT_ENGLISH.test(text)), []);
  });

  it('writes ages as the language does, and in English as ever', () => {
    assert.deepEqual([0, 5 * MINUTE, 150 * MINUTE, 80 * 60 * MINUTE].map(agoText), ['just now', '5m ago', '2h ago', '3d ago']);
    assert.deepEqual([activityText('started', 5 * MINUTE), activityText('last commit', undefined)], ['started 5m ago', 'last commit, time unknown']);
    speak(JAPANESE);
    assert.equal(agoText(150 * MINUTE), new Intl.RelativeTimeFormat('ja', { style: 'narrow' }).format(-2, 'hour'));
    assert.match(agoText(0), NOT_ENGLISH);
  });

  it('tells problems of the files in it', () => {
    speak(JAPANESE);
    const problems = problemsOf(snapshotOf(manifest([task({ task_id: 'A', depends_on_tasks: ['B'], acceptance_criteria: [] })])), NO_FACTS);
    assert.ok(problems.length > 1);
    for (const { message, remedy } of problems) assert.match(`${message}\n${remedy}`, NOT_ENGLISH);
  });

  it('names alternatives, however many there are', () => {
    assert.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(either), ['', 'a', 'a or b', 'a or b or c']);
  });
});

describe('what is written to files and told to models', () => {
  afterEach(() => {
    speak();
  });

  const blocked = { status: 'blocked', acs_completed: [] };
  const stuck = () => snapshotOf(manifest(['A', 'B', 'C', 'D'].map((id) => task({ task_id: id, depends_on_tasks: id === 'A' ? [] : ['A'] }))), { B: blocked, C: blocked, D: blocked });

  const said = () => [
    ...[specExample(), stuck()].map((snapshot) => pulseText(pulseFigures(snapshot, DEFAULT_SETTINGS, SPEC_NOW))),
    ...escalationsOf({ snapshot: stuck(), facts: NO_FACTS, settings: DEFAULT_SETTINGS, now: SPEC_NOW }).map(({ prompt }) => prompt),
    batchPrompt({
      batch: { id: 'b', at: '2026-01-01T00:00:00Z', of: 'Slice 1.1', mode: 'coordinator', branch: 'batch/b', baseCommit: 'a'.repeat(40), tasks: [{ taskId: 'B', branch: 'batch/b', minutes: 90 }] },
      views: stuck().tasks,
      settings: DEFAULT_SETTINGS,
      baseBranch: 'main',
      randomWord: () => 'x'.repeat(16),
    }),
  ];

  it('stays English', () => {
    const before = said();
    assert.ok(before.length > 3);
    speak(JAPANESE);
    assert.deepEqual(said(), before);
  });

  it('is said in English for that time alone, also when it fails', () => {
    speak(JAPANESE);
    assert.equal(inEnglish(() => inEnglish(() => t('just now')) + language()), 'just nowen');
    assert.throws(() => inEnglish(() => { throw new Error('no'); }));
    assert.equal(language(), 'ja');
    assert.notEqual(t('just now'), 'just now');
  });
});
