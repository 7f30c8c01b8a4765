import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { trimmed } from '../json/textEdit';
import type { MergeConflict } from '../mergeState/conflict';
import { conflictText } from '../mergeState/conflictText';
import { hasMarkers } from '../mergeState/markers';
import { resolveMarkers } from '../mergeState/resolveMarkers';
import { marksOf, settled } from '../mergeState/settle';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import { stamp } from '../state/stamp';
import { t } from '../words';
import { operation, type Answer } from './operation';
import type { World } from './world';

const SIDES = ['ours', 'theirs'] as const;

interface Input {
  readonly take?: (typeof SIDES)[number] | undefined;
}

/** Mends a state file that git left with conflict markers: what both sides recorded is kept (RELIABILITY, bad input 4). */
export const resolveState = operation({
  id: 'resolve-state',
  title: 'Resolve Conflicts in Task State',
  summary: 'merge a state file that holds conflict markers task by task, and list what is left to decide',
  effect: 'write',
  input: () => z.strictObject({ take: z.enum(SIDES).optional().describe('Decide what is left in favour of one side') }),
  words: [],
  preview: async (world, input) => {
    const plan = await planResolution(world, input);
    if (!plan.ok) return plan;
    return ok({ title: isNothing(plan.value) ? t('Nothing to resolve in the task state') : t('Resolve the conflicts in the task state'), lines: linesOf(plan.value) });
  },
  run: async (world, input) => {
    const plan = await planResolution(world, input);
    if (!plan.ok) return plan;
    if (isNothing(plan.value)) return ok(answerOf(world, plan.value, 'nothing'));
    const { before, after, left } = plan.value;
    const at = stamp(world.clock.now());
    const written = await world.here.store.mend((text) => {
      if (text !== before) return err(overtaken(world));
      return ok({ text: after, edits: [trimmed(text, { start: 0, end: text.length, text: after })], at });
    }, `resolve-state ${left.length === 0 ? 'all' : `all but ${left.length}`}`);
    return written.ok ? ok(answerOf(world, plan.value)) : written;
  },
});

/** What the state file would become. */
export interface Resolution {
  readonly before: string;
  readonly after: string;
  /** Ids of entries in which what both sides recorded is put together. */
  readonly combined: readonly string[];
  /** Ids of entries that are as their side has them. */
  readonly taken: readonly string[];
  /** Where the two sides came from; undefined where the file held no markers. */
  readonly from: 'stages' | 'markers' | undefined;
  /** What is left to decide, and marked in the file. */
  readonly left: readonly MergeConflict[];
}

/** Works the resolution out and changes nothing. */
export async function planResolution({ here, settings }: World, { take }: Input): Promise<Result<Resolution, Refusal>> {
  const { statePath } = settings;
  const [read, stages] = await Promise.all([here.store.text(), here.git.conflictStages(statePath)]);
  if (!read.ok) return read;
  const before = read.value;
  if (before === undefined) return err({ code: 'STATE-MISSING', message: t('There is no {0}', oneLine(statePath)), remedy: t('It is made when the first task is started.') });
  const resolved = hasMarkers(before) ? resolveMarkers(before, stages) : undefined;
  if (resolved?.ok === false) return resolved;
  const merged = resolved?.value ?? { text: before, combined: [], taken: [] };
  const readable = stateIn(merged.text);
  if (!readable.ok) return err({ code: 'BLOCKED::STATE-INVALID', message: t('{0} holds no conflict markers, and can\'t be read either', oneLine(statePath)), remedy: t('vtm validate says where it is broken.') });
  const after = take === undefined ? merged.text : settled(merged.text, take);
  const state = stateIn(after);
  const marks = state.ok ? marksOf(state.value) : [];
  const left = marks.map(({ mark: { field, ours, theirs }, taskId }) => ({ field, ours: JSON.stringify(ours), theirs: JSON.stringify(theirs), ...(taskId === undefined ? {} : { taskId }) }));
  const { combined, taken } = merged;
  return ok({ before, after, combined, taken, from: resolved?.value.from, left });
}

function stateIn(text: string): Result<unknown, undefined> {
  try {
    return ok(JSON.parse(text.replace('\uFEFF', '')) as unknown);
  } catch {
    return err(undefined);
  }
}

function isNothing({ before, after }: Resolution): boolean {
  return before === after;
}

/** What is told of it, a line each. */
export function linesOf({ combined, taken, from, left }: Resolution): readonly string[] {
  const ids = (all: readonly string[]) => `${all.slice(0, 5).map(oneLine).join(', ')}${all.length > 5 ? `, and ${all.length - 5} more` : ''}`;
  return [
    ...(from === undefined ? [] : [from === 'stages' ? 'From what git keeps of the two sides' : 'From what stands between the markers']),
    ...(combined.length > 0 ? [`Put together from both sides: ${ids(combined)}`] : []),
    ...(taken.length > 0 ? [`As their side has it: ${ids(taken)}`] : []),
    ...(left.length > 0 ? [`Left to decide, and marked in the file: ${left.length}`, ...left.slice(0, 20).map((one) => `  ${conflictText(one)}`), ...(left.length > 20 ? [`  and ${left.length - 20} more`] : [])] : ['Nothing is left to decide']),
  ];
}

function answerOf({ settings }: World, plan: Resolution, outcome?: 'nothing'): Answer {
  const path = oneLine(settings.statePath);
  const head = outcome ? `${path} holds no conflict markers.` : `${path} is resolved.`;
  const decide = plan.left.length > 0 ? 'Next: decide them at their places in the file, or all with vtm resolve-state --take ours or theirs.' : `Next: look at the change, and stage the file with git add ${path}.`;
  const { combined, taken, from, left } = plan;
  const text = [head, ...linesOf(plan), ...(outcome && left.length === 0 ? [] : [decide])].join('\n');
  return { text, data: { combined, taken, from: from ?? null, left: left.map(({ taskId, field, ours, theirs }) => ({ task_id: taskId ?? null, field, ours: JSON.parse(ours) as unknown, theirs: JSON.parse(theirs) as unknown })) }, ...(outcome ? { outcome } : {}) };
}

function overtaken({ settings }: World): Refusal {
  return { code: 'STATE-CHANGED', message: t('{0} was changed meanwhile, so nothing was resolved', oneLine(settings.statePath)), remedy: t('Look at what it holds now, then try again.') };
}
