import * as vscode from 'vscode';
import { migratedState } from '../../core/migrate/migratedState';
import type { Proposal } from '../../core/migrate/migration';
import { migrate } from '../../core/operations/migrate';
import { planMigration, type MigrationPlan } from '../../core/operations/migrationPlan';
import { undo } from '../../core/operations/undo';
import { OrchestratorError } from '../../core/orchestratorError';
import { stamp } from '../../core/state/stamp';
import { t } from '../../core/words';
import { uriOf } from '../backlogFile';
import { closeComparison } from '../closeComparison';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { tell, whisper } from '../messages';
import { recordChange } from '../record/recordChange';
import { refusalError } from '../refusalError';
import { requireTrust } from '../requireTrust';
import { pickSteps, reviewSteps } from './migrationQuestions';
import type { ShownTexts } from './shownTexts';

/** Lets the state follow a regenerated manifest: shows the steps, then the change of the file, asks, and offers the way back. */
export async function migrateState(backlog: FolderBacklog, texts: ShownTexts): Promise<void> {
  requireTrust(t('Nothing is migrated in Restricted Mode'));
  const planned = await progress(t('Comparing the manifests'), () => planMigration(backlog.world));
  if (!planned.ok) throw refusalError(planned.error);
  const plan = planned.value;
  if (plan.migration.proposals.length === 0) return nothingToDo(backlog, plan);
  const chosen = await chosenSteps(backlog, plan, texts);
  if (!chosen) return;
  const { steps, migrated } = chosen;
  const accept = steps.map(({ id }) => id);
  const answer = await progress(t('Migrating the task state'), () => recordChange(backlog, migrate, { accept, plan: plan.id }));
  await closeComparison(migrated);
  if (!answer) return;
  const [said = ''] = answer.text.split('\n', 1);
  void tell('info', said, [
    { title: t('Undo'), run: () => takeBack(backlog, plan, steps) },
    { title: t('Open State'), run: () => vscode.commands.executeCommand(COMMANDS.openState, { folder: backlog.folder.uri.toString() }) },
  ]);
}

interface Chosen {
  readonly steps: readonly Proposal[];
  /** Where the text is shown that the file would become. */
  readonly migrated: vscode.Uri;
}

/** Asks until the person goes on or turns away: back from the review leads to the steps as they were ticked. */
async function chosenSteps(backlog: FolderBacklog, plan: MigrationPlan, texts: ShownTexts): Promise<Chosen | undefined> {
  let taken: ReadonlySet<string> = new Set(plan.migration.proposals.map(({ id }) => id));
  for (;;) {
    const steps = await pickSteps(plan, taken);
    if (!steps) return undefined;
    const migrated = await showChange(backlog, plan, steps, texts);
    const answer = await reviewSteps(plan, steps);
    if (answer !== 'back') return answer === 'migrate' ? { steps, migrated } : undefined;
    taken = new Set(steps.map(({ id }) => id));
  }
}

/** The state file as it is beside what it would become. */
async function showChange(backlog: FolderBacklog, { snapshot, migration, manifestHash }: MigrationPlan, steps: readonly Proposal[], texts: ShownTexts): Promise<vscode.Uri> {
  const accepted = new Set(steps.map(({ id }) => id));
  const lastUpdated = stamp(backlog.world.clock.now());
  const { text } = migratedState(snapshot.texts.state ?? '{}', migration, accepted, { manifestHash, lastUpdated });
  const migrated = texts.add('migrated task-state.json', text);
  await vscode.commands.executeCommand('vscode.diff', uriOf(backlog, 'state'), migrated, t('Task state: now ↔ migrated'), { preview: true, preserveFocus: true });
  return migrated;
}

function nothingToDo({ folder }: FolderBacklog, { snapshot, manifestHash }: MigrationPlan): void {
  const argument = { folder: folder.uri.toString() };
  const isNamed = snapshot.state.manifestHash === manifestHash;
  const text = t('There is nothing to migrate: every entry is of a task that is there, and its criteria are the same.');
  void tell('info', isNamed ? text : t('{0} Re-baseline records that the state holds for this manifest.', text), [
    ...(isNamed ? [] : [{ title: t('Re-baseline'), run: () => vscode.commands.executeCommand(COMMANDS.rebaselineState, argument) }]),
    { title: t('Show Manifest Changes'), run: () => vscode.commands.executeCommand(COMMANDS.showManifestChanges, argument) },
  ]);
}

/** Puts the file back to the byte while nothing else was recorded since, and the branches' links with it. */
async function takeBack(backlog: FolderBacklog, { snapshot }: MigrationPlan, steps: readonly Proposal[]): Promise<void> {
  const last = await backlog.store.lastChange();
  if (!last?.what.startsWith(`${migrate.id} `)) {
    throw new OrchestratorError('UNDO-REFUSED', t('The migration is not the last change any more, so it was not undone'), t('Undo what was recorded since first, with Undo Last Change, or take the file from git.'));
  }
  if (!(await recordChange(backlog, undo, {}))) return;
  for (const step of steps) {
    if (step.kind !== 'link') continue;
    const before = snapshot.work?.branches.find(({ name, isLinked }) => name === step.branch && isLinked)?.taskId;
    const done = await backlog.git.linkBranch(step.branch, before);
    if (!done.ok) throw refusalError(done.error);
  }
  whisper(t('The migration was taken back'));
}

function progress<T>(title: string, run: () => Promise<T>): Thenable<T> {
  return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, run);
}
