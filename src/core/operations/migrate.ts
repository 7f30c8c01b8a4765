import * as z from 'zod';
import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { either } from '../either';
import { keptLines, migrationCounts, noteLines, proposalReason, proposalTitle } from '../migrate/describe';
import { migratedState } from '../migrate/migratedState';
import type { Proposal } from '../migrate/migration';
import { nearestOf } from '../nearest';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import { stamp } from '../state/stamp';
import { t } from '../words';
import { planMigration, type MigrationPlan } from './migrationPlan';
import { operation, type Answer } from './operation';
import type { World } from './world';

const named = z.array(z.string().min(1).max(10_000)).max(100_000);

interface Input {
  readonly accept?: readonly string[] | undefined;
  readonly reject?: readonly string[] | undefined;
  readonly plan?: string | undefined;
}

/** Lets the state follow a regenerated manifest, in one change of the state file (spec, Coordination Workflow, step 6). */
export const migrate = operation({
  id: 'migrate',
  title: 'Migrate Task State',
  summary: 'let the state follow a manifest that was made anew: renamed tasks, renumbered criteria, an archive',
  effect: 'write',
  input: () =>
    z.strictObject({
      accept: named.optional().describe('Only these: task ids, or single steps such as "rename A--T01"; all without it'),
      reject: named.optional().describe('All but these'),
      plan: z.string().max(100).optional().describe('The plan that was looked at; refuses when another one would be made now'),
    }),
  words: [],
  preview: async (world, input) => {
    const plan = await chosen(world, input);
    if (!plan.ok) return plan;
    const { steps, plan: { migration, warnings, id } } = plan.value;
    if (steps.length === 0) return ok({ title: t('Nothing to migrate'), lines: noteLines(migration) });
    return ok({ title: t('Migrate the task state: {0}', migrationCounts(steps)), lines: [...warnings, ...steps.map(stepLine), ...noteLines(migration), ...keptLines(migration.kept), t('Plan {0}', id)] });
  },
  run: async (world, input) => {
    const plan = await chosen(world, input);
    return plan.ok ? carriedOut(world, plan.value) : plan;
  },
});

interface Chosen {
  readonly plan: MigrationPlan;
  readonly steps: readonly Proposal[];
}

async function chosen(world: World, { accept, reject = [], plan: seen }: Input): Promise<Result<Chosen, Refusal>> {
  const plan = await planMigration(world);
  if (!plan.ok) return plan;
  const { proposals } = plan.value.migration;
  if (seen !== undefined && seen !== plan.value.id) return err(overtaken());
  const known = new Set(proposals.flatMap(({ id, taskId }) => [id, taskId]));
  const unknown = [...(accept ?? []), ...reject].find((given) => !known.has(given));
  if (unknown !== undefined) return err(unknownStep(unknown, [...known]));
  const [wanted, unwanted] = [accept && new Set(accept), new Set(reject)];
  const isIn = (names: ReadonlySet<string>, { id, taskId }: Proposal) => names.has(id) || names.has(taskId);
  const taken = proposals.filter((one) => (!wanted || isIn(wanted, one)) && !isIn(unwanted, one));
  return ok({ plan: plan.value, steps: withoutLoose(taken) });
}

/** What rests on a renaming goes with it. */
function withoutLoose(steps: readonly Proposal[]): readonly Proposal[] {
  const renamed = new Set(steps.flatMap((one) => (one.kind === 'rename' ? [one.taskId] : [])));
  return steps.filter((one) => renamed.has(one.taskId) || (one.kind !== 'link' && !(one.kind === 'criteria' && one.task.id !== one.taskId)));
}

async function carriedOut(world: World, { plan, steps }: Chosen): Promise<Result<Answer, Refusal>> {
  const { migration, manifestHash, id, snapshot } = plan;
  if (steps.length === 0) {
    const next = migration.proposals.length === 0 ? 'Next: vtm rebaseline records the state against today\'s manifest.' : '';
    return ok({ text: ['There is nothing to migrate.', ...noteLines(migration), next].filter(Boolean).join('\n'), data: dataOf(plan, steps, []), outcome: 'nothing' });
  }
  const accepted = new Set(steps.map((step) => step.id));
  const counts = migrationCounts(steps.filter(({ kind }) => kind !== 'link'));
  const updated = await world.here.store.edit((text, state) => {
    const again = plan.again(state);
    if (again.id !== id) return err(overtaken());
    const at = stamp(world.clock.now());
    return ok({ ...migratedState(text, again.migration, accepted, { manifestHash, lastUpdated: at }), at });
  }, `migrate ${counts}`);
  if (!updated.ok) return updated;
  const faults = await linked(world, steps);
  const text = [
    [`Migrated: ${migrationCounts(steps)}.`, ...keptLines(migration.kept)].join(' '),
    ...plan.warnings,
    ...noteLines(migration),
    ...faults,
    `Next: look at the change of ${oneLine(snapshot.backlog.statePath)}, and commit it. vtm undo takes it back while nothing else is recorded.${linkLine(steps)}`,
  ].join('\n');
  return ok({ text, data: dataOf(plan, steps, faults) });
}

/** Links lie in git's configuration, and not in the file that undo puts back. */
function linkLine(steps: readonly Proposal[]): string {
  const branches = steps.flatMap((step) => (step.kind === 'link' ? [oneLine(step.branch)] : []));
  return branches.length === 0 ? '' : ` A link stays then, until vtm link with the branch alone forgets it: ${branches.join(', ')}.`;
}

/** The branches keep their names; one that can't be linked is told of, and the record stands. */
async function linked({ here }: World, steps: readonly Proposal[]): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const step of steps) {
    if (step.kind !== 'link') continue;
    const done = await here.git.linkBranch(step.branch, step.to.id);
    if (!done.ok) faults.push(`${oneLine(step.branch)} was not linked to ${oneLine(step.to.id)}: ${oneLine(done.error.message)}. ${oneLine(done.error.remedy)}`);
  }
  return faults;
}

function dataOf({ id, migration, former, manifestHash, warnings }: MigrationPlan, steps: readonly Proposal[], faults: readonly string[]): object {
  return {
    plan: id,
    manifest_hash: manifestHash,
    former: former?.from ?? null,
    steps: steps.map((step) => ({
      step: step.id,
      kind: step.kind,
      task_id: step.taskId,
      ...(step.kind === 'rename' || step.kind === 'link' ? { to: step.to.id } : {}),
      ...(step.kind === 'link' ? { branch: step.branch } : {}),
      ...(step.kind === 'criteria' ? { lists: step.change.lists, lost: step.change.lost } : {}),
      reason: proposalReason(step),
    })),
    kept: migration.kept,
    notes: migration.notes,
    warnings: [...warnings, ...faults],
  };
}

function stepLine(step: Proposal): string {
  return oneLine(`${proposalTitle(step)}: ${proposalReason(step)}`);
}

function overtaken(): Refusal {
  return { code: 'STATE-CHANGED', message: t('The manifest or the state changed meanwhile, so nothing was migrated'), remedy: t('Look at the plan as it is now, then try again.') };
}

function unknownStep(given: string, known: readonly string[]): Refusal {
  const name = cut(oneLine(given), 80);
  const near = nearestOf(given, known, 3).map(oneLine);
  const remedy = near.length > 0 ? t('Did you mean {0}?', either(near)) : t('Look at the steps with --dry-run first.');
  return { code: `UNKNOWN-STEP::${name}`, message: t('The migration has no step {0}', name), remedy };
}
