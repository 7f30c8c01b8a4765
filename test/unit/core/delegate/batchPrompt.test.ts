import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Batch } from '../../../../src/core/batch/batch';
import { batchPrompt, type BatchPromptInput } from '../../../../src/core/delegate/batchPrompt';
import { delegationPrompt, fencedTexts } from '../../../../src/core/delegate/prompt';
import { resumePrompt, resumeTexts } from '../../../../src/core/delegate/resume';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { parallelTask } from '../../../support/batch';
import { snapshotOf, type RawTask } from '../../../support/builders';
import { anyText } from './anyText';
import { inputOf } from './fixture';
import { outsideOf } from './outsideOf';

const golden = path.join('test', 'unit', 'core', 'delegate', 'batchPrompt.golden.md');
const WORD = 'w0rdw0rdw0rd';

function inputFor(raw: readonly RawTask[], of = 'Slice 1.1', more: Partial<BatchPromptInput> = {}): BatchPromptInput {
  const views = snapshotOf(raw).tasks;
  const tasks = views.map(({ task }, index) => ({ taskId: task.id, branch: 'batch/slice-1.1-1', minutes: 15 * (index + 1) }));
  const batch: Batch = { id: 'slice-1.1-1', at: '2026-01-02T03:04:05Z', mode: 'coordinator', branch: 'batch/slice-1.1-1', of, baseCommit: 'a'.repeat(40), tasks };
  let draws = 0;
  return { batch, views, settings: DEFAULT_SETTINGS, baseBranch: 'main', randomWord: () => (draws++ === 0 ? WORD : `${WORD}${draws}`), ...more };
}

describe('the prompt for a coordinator', () => {
  it('is the golden one', () => {
    const prompt = batchPrompt(inputFor(['A--T01', 'B--T01', 'C--T01'].map((id) => parallelTask(id)), 'Slice 1.1', { group: { number: 1, count: 3 } }));
    if (process.env['UPDATE_GOLDEN']) writeFileSync(golden, prompt);
    assert.equal(prompt, readFileSync(golden, 'utf8'));
  });

  it('has all that the spec\'s has', () => {
    const prompt = batchPrompt(inputFor(['A--T01', 'B--T01'].map((id) => parallelTask(id))));
    for (const part of [/\*\*Task IDs/, /\["A--T01","B--T01"\]/, /VTM path: `docs\/backlog\/virtual-task-manifest\.json`/, /Task state: `docs\/backlog\/task-state\.json`/, /Slice: Slice 1\.1/, /Expected execution time:\*\* 30 min/, /^7\. Return a progress report/m, /Time savings vs serial execution/, /ONLY\. Do NOT include detailed code changes/]) assert.match(prompt, part);
    assert.doesNotMatch(prompt, /Group:/);
  });

  it('has the words of the manifest in fences alone, whatever they are', () => {
    fc.assert(
      fc.property(anyText(40), anyText(40), anyText(40), (title, scope, of) => {
        const mark = 'Zq7mark';
        const prompt = batchPrompt(inputFor([parallelTask(`${mark}${title}`, { title: `${mark} ${title} ${WORD}`, file_scope: [`${mark}${scope}`] })], `${mark} ${of}`));
        assert.ok(!outsideOf(prompt).includes(mark));
      }),
    );
  });
});

describe('the prompt of a task in a worktree of its own', () => {
  const siblings = [{ id: 'B--T01', title: 'Build B' }, { id: 'C--T01', title: 'Build\nC' }];
  const raw = parallelTask('A--T01', { file_scope: ['src/a/**', 'docs/a.md'] });

  it('names those beside it, its scope and what is linked, and keeps it from other working trees', () => {
    const prompt = delegationPrompt(inputOf(raw, { siblings }));
    assert.match(prompt, /## You work in a worktree of your own/);
    assert.match(prompt, /\n- B--T01: Build B\n- C--T01: Build C\n/);
    assert.match(prompt, /\n- src\/a\/\*\*\n- docs\/a\.md\n/);
    assert.match(prompt, /`node_modules`, `\.env` may be links/);
    assert.match(prompt, /never switch branches here or there/);
  });

  it('says where nobody works beside it, and where no scope is declared', () => {
    const { file_scope: _, ...rest } = raw;
    const prompt = delegationPrompt(inputOf({ ...rest, task_id: 'A--T01' }, { siblings: [], settings: { ...DEFAULT_SETTINGS, worktreeLinks: [] } }));
    assert.match(prompt, /No other agent was started with you\./);
    assert.match(prompt, /This task declares no scope of files/);
    assert.doesNotMatch(prompt, /may be links/);
  });

  it('says the same when it is resumed, and nothing of it to a task without one', () => {
    const input = { ...inputOf(raw, { siblings }), commits: [], dirty: [], now: new Date(0) };
    assert.match(resumePrompt(input), /## You work in a worktree of your own/);
    assert.ok(resumeTexts(input).some((text) => text.includes('B--T01')));
    assert.doesNotMatch(delegationPrompt(inputOf(raw)), /worktree of your own/);
  });

  it('has the words of the manifest in fences alone', () => {
    fc.assert(
      fc.property(anyText(40), anyText(40), (title, scope) => {
        const mark = 'Zq7mark';
        const input = inputOf(parallelTask('A--T01', { file_scope: [`${mark}${scope}`] }), { siblings: [{ id: `${mark}${title}`, title: `${mark}${title}` }] });
        fc.pre(!fencedTexts(input).some((text) => text.includes(input.boundary)));
        assert.ok(!outsideOf(delegationPrompt(input)).includes(mark));
      }),
    );
  });
});
