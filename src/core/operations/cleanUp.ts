import * as z from 'zod';
import { bytesText } from '../batch/bytesText';
import type { CleanedUp, CleanUpCandidate } from '../batch/cleanUp';
import { cleanUp as clean, cleanUpCandidates } from './batch/cleanUpWorktrees';
import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { either } from '../either';
import { nearestOf } from '../nearest';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import { counted, t } from '../words';
import { operation, type Answer } from './operation';
import type { World } from './world';

interface Input {
  readonly worktrees?: readonly string[] | undefined;
  readonly landed?: boolean | undefined;
}

/** Removes worktrees of tasks that hold nothing that could be lost; without a name it lists what there is, with its size. */
export const cleanUp = operation({
  id: 'clean-up',
  title: 'Clean Up Worktrees',
  summary: 'list the worktrees of tasks with their size, and remove those named, or with --landed all whose work is in the base branch',
  effect: 'write',
  input: () =>
    z
      .strictObject({
        worktrees: z.array(z.string().min(1).max(10_000)).min(1).max(1000).optional().describe('Task ids or folders; without them nothing is removed'),
        landed: z.boolean().optional().describe('All whose work is in the base branch'),
      })
      .refine(({ worktrees, landed }) => worktrees === undefined || landed !== true, 'name worktrees or give landed, not both'),
  words: ['worktrees'],
  preview: async (world, input) => {
    const chosen = await choose(world, input);
    if (!chosen.ok) return chosen;
    const { all, wanted } = chosen.value;
    if (!wanted) return ok({ title: t('Nothing is removed: no worktree is named'), lines: await listLines(world, all) });
    const going = wanted.filter(({ refusal }) => refusal === undefined).length;
    return ok({ title: going === 0 ? t('No worktree is removed') : counted(going, 'Remove {0} worktree', 'Remove {0} worktrees'), lines: await listLines(world, wanted) });
  },
  run: async (world, input) => {
    const chosen = await choose(world, input);
    if (!chosen.ok) return chosen;
    const { all, wanted } = chosen.value;
    if (wanted === undefined) return ok(await listAnswer(world, all));
    return ok(removedAnswer(await clean(world, wanted.map(({ look }) => look.top))));
  },
});

interface Chosen {
  readonly all: readonly CleanUpCandidate[];
  /** Absent where nothing is named. */
  readonly wanted?: readonly CleanUpCandidate[];
}

async function choose(world: World, { worktrees, landed = false }: Input): Promise<Result<Chosen, Refusal>> {
  const found = await cleanUpCandidates(world);
  if (!found.ok) return found;
  const all = found.value;
  if (landed) return ok({ all, wanted: all.filter((one) => one.hasLanded && one.refusal === undefined) });
  if (worktrees === undefined) return ok({ all });
  const wanted: CleanUpCandidate[] = [];
  for (const name of worktrees) {
    const one = all.find(({ taskId, look }) => taskId === name.trim() || look.top === name);
    if (!one) return err(unknownWorktree(name, all));
    wanted.push(one);
  }
  return ok({ all, wanted });
}

function unknownWorktree(given: string, all: readonly CleanUpCandidate[]): Refusal {
  const names = all.flatMap(({ taskId, look }) => [...(taskId === undefined ? [] : [taskId]), look.top]);
  const near = nearestOf(given, names, 3).map(oneLine);
  const name = cut(oneLine(given), 80);
  return { code: `UNKNOWN-WORKTREE::${name}`, message: t('There is no worktree of a task at {0}', name), remedy: near.length > 0 ? t('Did you mean {0}?', either(near)) : t('See which there are with vtm clean-up.') };
}

async function sizesOf({ trees }: World, all: readonly CleanUpCandidate[]): Promise<readonly (number | undefined)[]> {
  return Promise.all(all.map(async ({ look, bytes }) => bytes ?? (await trees.diskUse(look.top))));
}

async function listLines(world: World, all: readonly CleanUpCandidate[]): Promise<readonly string[]> {
  const sizes = await sizesOf(world, all);
  return all.map((one, index) => candidateLine(one, sizes[index]));
}

function candidateLine({ taskId, look, hasLanded, refusal }: CleanUpCandidate, bytes: number | undefined): string {
  const stands = refusal === undefined ? (hasLanded ? 'its work is in the base branch' : 'may go; its branch stays, with its work') : `stays: ${refusal}`;
  return `${oneLine(taskId ?? look.branch ?? '')}  ${bytes === undefined ? 'size unknown' : bytesText(bytes)}  ${oneLine(look.top)}  (${stands})`;
}

async function listAnswer(world: World, all: readonly CleanUpCandidate[]): Promise<Answer> {
  const sizes = await sizesOf(world, all);
  const data = {
    worktrees: all.map(({ taskId, batchId, look, hasLanded, refusal }, index) => ({
      task_id: taskId ?? null,
      batch: batchId ?? null,
      branch: look.branch ?? null,
      worktree: look.top,
      landed: hasLanded,
      refusal: refusal ?? null,
      bytes: sizes[index] ?? null,
    })),
  };
  if (all.length === 0) return { data, text: 'No worktree of a task is here besides this one.', outcome: 'nothing' };
  const total = sizes.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0);
  const lines = all.map((one, index) => candidateLine(one, sizes[index]));
  return { data, text: [...lines, `${counted(all.length, '{0} worktree', '{0} worktrees')}, ${bytesText(total)}.`, 'Next: vtm clean-up --landed removes those whose work is in the base branch, vtm clean-up ID those named.'].join('\n') };
}

function removedAnswer({ removed, refused }: CleanedUp): Answer {
  const freed = removed.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  return {
    text: [
      ...removed.map(({ top, branch }) => `Removed ${oneLine(top)}${branch === undefined ? '; its branch stays' : `, and its branch ${oneLine(branch)}`}.`),
      ...refused.map(({ refusal }) => `${oneLine(refusal.code)}: ${oneLine(refusal.message)}. ${oneLine(refusal.remedy)}`),
      `${counted(removed.length, '{0} worktree', '{0} worktrees')} removed, ${bytesText(freed)} freed.`,
    ].join('\n'),
    data: {
      removed: removed.map(({ top, branch, bytes }) => ({ worktree: top, branch: branch ?? null, bytes: bytes ?? null })),
      refused: refused.map(({ top, refusal }) => ({ worktree: top, code: refusal.code, message: refusal.message })),
    },
    ...(removed.length === 0 ? { outcome: 'nothing' as const } : {}),
  };
}
