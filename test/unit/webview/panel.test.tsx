import assert from 'node:assert/strict';
import { snapshotOf, task } from '../../support/builders';
import { SPEC_NOW, specExample } from '../core/pulse/specExample';
import { label, modelOf, page, press } from './page';
import { elements, textOf } from './tree';

const HOSTILE = ['<img src=x onerror=alert(1)>', '</script><script>alert(1)</script>', '[x](command:workbench.action.quit)', 'javascript:alert(1)', '$(zap)'];

describe('the pulse panel', () => {
  it('shows the figures of the spec’s example', () => {
    const text = textOf(page(modelOf(specExample())));
    for (const words of ['7.4%', '5 of 68 tasks completed', 'room for 2 more', '3 of 35', '3 of 5', 'started 25m ago']) {
      assert.ok(text.includes(words), words);
    }
  });

  it('counts no criteria of a task that has none', () => {
    const text = textOf(page(modelOf(snapshotOf([task({ task_id: 'A--T01', acceptance_criteria: [] })], { 'A--T01': { status: 'in-progress' } }))));
    assert.ok(text.includes('no criteria') && !text.includes('0 of 0 criteria'), text);
  });

  it('sends what a person presses, with the very id', () => {
    const calls: string[] = [];
    const nodes = page(modelOf(specExample()), calls);
    press(nodes, 'SQLITE_SCHEMA--T01');
    press(nodes, 'Start ATOMIC_FILE_WRITER--T01');
    press(nodes, 'Copy as Markdown');
    press(nodes, 'Refresh');
    assert.deepEqual(calls, ['reveal SQLITE_SCHEMA--T01', 'start ATOMIC_FILE_WRITER--T01', 'copy', 'refresh']);
  });

  it('advises a start only where there is room for one, and leads from a manifest without tasks to that', () => {
    const isAdvised = (given: Parameters<typeof modelOf>[0]) => elements(page(modelOf(given))).some(({ props }) => String(props['class']).includes('primary') && /^Start /.test(String(props['aria-label'])));
    const tasks = Array.from({ length: 6 }, (_, index) => task({ task_id: `A--T0${index}` }));
    const begun = Object.fromEntries(tasks.slice(1).map(({ task_id: id }) => [id, { status: 'in-progress' }]));
    assert.ok(isAdvised(snapshotOf(tasks, {})));
    assert.ok(!isAdvised(snapshotOf(tasks, begun)));
    const calls: string[] = [];
    press(page(modelOf(snapshotOf([], {})), calls), ' Open Manifest');
    assert.deepEqual(calls, ['openManifest']);
  });

  it('keeps hostile words as text: no markup, no address, no style from data', () => {
    const tasks = HOSTILE.map((text, index) =>
      task({ task_id: `${text}${index}`, title: text, phase: text, slice: text, depends_on_tasks: index > 2 ? [text] : [], acceptance_criteria: [{ id: text, text }] }),
    );
    const entries = Object.fromEntries(tasks.map(({ task_id: id }, index) => [id, { status: ['in-progress', 'blocked', 'pending'][index % 3], blocked_reason: HOSTILE[index] }]));
    const nodes = page(modelOf(snapshotOf(tasks, entries)));
    const all = elements(nodes);
    const forbidden = new Set(['img', 'script', 'iframe', 'a', 'svg', 'object', 'form', 'style', 'link']);
    for (const { name, props } of all) {
      assert.ok(!forbidden.has(name), name);
      for (const key of ['dangerouslySetInnerHTML', 'href', 'src', 'innerHTML', 'srcdoc']) assert.ok(!(key in props), key);
      const style = props['style'] as Record<string, unknown> | undefined;
      if (style) assert.deepEqual([Object.keys(style), typeof style['--part']], [['--part'], 'number']);
    }
    for (const text of HOSTILE.slice(0, 2)) assert.ok(textOf(nodes).includes(text), text);
  });

  it('shows characters that would hide or turn text', () => {
    const nodes = page(modelOf(snapshotOf([task({ task_id: 'exe\u202etxt', title: 'a\u0000b' })])));
    assert.ok(textOf(nodes).includes('exe\\u202etxt'));
    assert.doesNotMatch(textOf(nodes), /[\u0000\u202e]/);
  });

  it('offers no start in Restricted Mode, and says why', () => {
    const nodes = page(modelOf(specExample(), { isTrusted: false }));
    assert.ok(!elements(nodes).some((element) => element.name === 'button' && label(element).startsWith('Start')));
    assert.ok(textOf(nodes).includes('Restricted Mode'));
  });

  it('says what stands for each state, with one first heading where there is a backlog', () => {
    const broken = { ...specExample(), manifestHealth: 'broken' } as const;
    assert.ok(textOf(page(modelOf(undefined, { isLoaded: false }))).includes('Reading the backlog'));
    assert.ok(textOf(page(modelOf(undefined))).includes('docs/backlog/virtual-task-manifest.json'));
    assert.ok(textOf(page(modelOf(broken))).includes('cannot be read'));
    assert.ok(textOf(page(modelOf(snapshotOf([])))).includes('no tasks'));
    assert.ok(textOf(page(modelOf(snapshotOf([task({ task_id: 'A' })], { A: { status: 'completed' } })))).includes('All done'));
    for (const snapshot of [specExample(), broken]) {
      assert.equal(elements(page(modelOf(snapshot))).filter(({ name }) => name === 'h1').length, 1);
    }
  });

  it('names every bar and every button, and gives each bar its numbers', () => {
    const all = elements(page(modelOf(specExample())));
    for (const element of all.filter(({ name }) => name === 'button')) assert.notEqual(label(element).trim(), '');
    const bars = all.filter(({ props }) => props['role'] === 'progressbar');
    assert.ok(bars.length > 4);
    for (const { props } of bars) {
      assert.ok(props['aria-label']);
      assert.ok(Number(props['aria-valuenow']) <= Number(props['aria-valuemax']));
    }
  });

  it('announces counts, not the ticking of ages', () => {
    const announced = (now: Date) => {
      const status = elements(page(modelOf(specExample(), { now }))).find(({ props }) => props['role'] === 'status');
      return textOf(status?.children ?? []);
    };
    assert.equal(announced(SPEC_NOW), '5 of 68 tasks completed, 1 in progress, 0 blocked');
    assert.equal(announced(new Date('2025-09-28T11:30:00Z')), announced(SPEC_NOW));
  });
});
