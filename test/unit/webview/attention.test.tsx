import assert from 'node:assert/strict';
import { readMessageToPanel } from '../../../src/core/pulseProtocol';
import type { Attention } from '../../../src/core/rules/anomaly';
import { anomaly, escalation } from '../../support/attention';
import { snapshotOf, task } from '../../support/builders';
import { label, modelOf, page, press } from './page';
import { elements, textOf, type Drawn } from './tree';

const HOSTILE = '<img src=x onerror=alert(1)>\u202e[x](command:workbench.action.quit)';
const SNAPSHOT = snapshotOf([task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })]);

function board(attention: Partial<Attention>, calls: string[] = [], isTrusted = true) {
  return page(modelOf(SNAPSHOT, { attention: { anomalies: [], escalations: [], ...attention }, isTrusted }), calls);
}

function section(nodes: readonly (Drawn | string)[]): Drawn | undefined {
  return elements(nodes).find(({ props }) => props['aria-labelledby'] === 'attention-title');
}

describe('what needs attention, in the pulse panel', () => {
  it('has no section where there is nothing', () => {
    assert.equal(section(board({})), undefined);
  });

  it('shows what is wrong, its task, what to do, and folds the evidence', () => {
    const calls: string[] = [];
    const nodes = board({ anomalies: [anomaly({ taskId: 'A--T01' })] }, calls);
    const text = textOf([section(nodes) ?? '']);
    for (const words of ['Needs attention1', 'Stale work A--T01', 'has had no commit for 5 days', 'Go on with it, or set it free.', 'started 2025-10-01T08:00:00Z']) assert.ok(text.includes(words), `${words} in ${text}`);
    const details = elements([section(nodes) ?? '']).filter(({ name }) => name === 'details');
    assert.deepEqual(details.map(({ props }) => props['open'] ?? false), [false]);
    press([section(nodes) ?? ''], 'A--T01');
    assert.deepEqual(calls, ['reveal A--T01']);
  });

  it('sends an escalation by its id, and not in Restricted Mode', () => {
    const calls: string[] = [];
    press(board({ escalations: [escalation({ id: 'e:1' })] }, calls), 'Send to Agent, to the Testing Strategist: A--T01 is in review without green tests');
    assert.deepEqual(calls, ['send e:1']);
    const restricted = section(board({ escalations: [escalation({})] }, [], false));
    assert.ok(restricted && textOf([restricted]).includes('For the Testing Strategist'));
    assert.ok(!elements([restricted]).some((element) => element.name === 'button' && label(element).startsWith('Send')));
  });

  it('folds what is odd about finished tasks', () => {
    const attention = { anomalies: [anomaly({ taskId: 'A--T01' }), anomaly({ taskId: 'B--T01' })], escalations: [] };
    const nodes = page(modelOf(snapshotOf([task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })], { 'B--T01': { status: 'completed' } }), { attention }));
    const fold = elements([section(nodes) ?? '']).find(({ props }) => String(props['class']).includes('kept'));
    assert.equal(textOf([fold?.children[0] ?? '']), 'In finished tasks 1');
    assert.ok(textOf(fold?.children ?? []).includes('B--T01') && !textOf(fold?.children ?? []).includes('A--T01'));
    assert.ok(textOf([section(nodes) ?? '']).startsWith('Needs attention2'));
  });

  it('folds many of one kind, and all that is only good to know', () => {
    const many = Array.from({ length: 40 }, (_, index) => anomaly({ taskId: `T${index}` }));
    const infos = Array.from({ length: 64 }, () => anomaly({ code: 'WARN::CLOCK', severity: 'info' }));
    const found = section(board({ anomalies: [...many, ...infos] }));
    const folds = elements([found ?? '']).filter(({ name, props }) => name === 'details' && !String(props['class']).includes('quiet'));
    assert.deepEqual(folds.map(({ children }) => textOf([children[0] ?? ''])), ['Stale work 40', 'Informational 64']);
    assert.deepEqual(folds.map(({ props }) => props['open'] ?? false), [false, false]);
    assert.ok(textOf(folds[0]?.children ?? []).includes('and 34 more in the task tree'));
    const alone = section(board({ anomalies: infos }));
    assert.ok(textOf([alone ?? '']).startsWith('For your information'));
  });

  it('names what no task of the manifest has, and does not link it', () => {
    const orphan = section(board({ anomalies: [anomaly({ code: 'WARN::ORPHAN-ENTRY', taskId: 'GONE--T01' })] }));
    assert.ok(textOf([orphan ?? '']).includes('No such task GONE--T01'));
    assert.ok(!elements([orphan ?? '']).some(({ name }) => name === 'button'));
  });

  it('reads the evidence of a criterion aloud', () => {
    const work = { key: '1', branches: [], landed: [{ hash: '3f2a1c9'.padEnd(40, '0'), at: '2025-09-28T08:00:00Z', subject: 'feat(A--T01): [AC01] it holds', body: '', files: [] }] };
    const entry = { status: 'in-progress', acs_completed: ['A-AC01', 'A-AC02'] };
    const marks = elements(page(modelOf(snapshotOf([task({ task_id: 'A--T01' })], { 'A--T01': entry }, undefined, work)))).filter(({ props }) => String(props['class']).startsWith('evidence-mark'));
    assert.deepEqual(marks.map(({ children }) => textOf(elements(children).filter(({ props }) => props['class'] === 'unseen').flatMap((one) => one.children))), [', evidenced by 3f2a1c9 feat(A--T01): [AC01] it holds', ', claimed, no commit names it']);
  });

  it('keeps hostile words as words', () => {
    const nodes = board({
      anomalies: [anomaly({ taskId: HOSTILE, message: HOSTILE, remedy: HOSTILE, evidence: [HOSTILE] })],
      escalations: [escalation({ title: HOSTILE, evidence: [HOSTILE], taskIds: ['A--T01', HOSTILE] })],
    });
    assert.doesNotMatch(textOf(nodes), /\u202e/);
    assert.ok(textOf(nodes).includes('<img src=x onerror=alert(1)>\\u202e'));
    assert.ok(!elements(nodes).some(({ name }) => name === 'img' || name === 'a'));
    assert.ok(!elements(nodes).some((element) => element.name === 'button' && label(element).includes('<img') && !label(element).startsWith('Send')), 'only tasks of the manifest are links');
  });

  it('sends a bounded model of the protocol, however much is found', () => {
    const long = 'x'.repeat(5000);
    const anomalies = Array.from({ length: 10_000 }, (_, index) => anomaly({ code: `WARN::C${index % 50}`, message: long, evidence: Array<string>(100).fill(long) }));
    const escalations = Array.from({ length: 100 }, (_, index) => escalation({ id: `e${index}`, evidence: Array<string>(100).fill(long) }));
    const model = modelOf(SNAPSHOT, { attention: { anomalies, escalations } });
    const state = JSON.parse(JSON.stringify({ type: 'state', model })) as unknown;
    assert.deepEqual(readMessageToPanel(state), state);
    assert.ok(JSON.stringify(state).length < 400_000);
    assert.ok('attention' in model);
    assert.ok(textOf(page(model)).includes(`and ${10_000 - 15 * 200 + 90} more in the task tree`));
  });
});
