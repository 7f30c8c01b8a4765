import * as vscode from 'vscode';
import { migrationCounts, noteLines, proposalReason, proposalTitle } from '../../core/migrate/describe';
import type { Proposal } from '../../core/migrate/migration';
import type { MigrationPlan } from '../../core/operations/migrationPlan';
import { t } from '../../core/words';
import { plain } from '../tree/plain';

const HEADINGS: Readonly<Record<Proposal['kind'], () => string>> = {
  rename: () => t('Renamed tasks'),
  criteria: () => t('Criteria with another id or text'),
  archive: () => t('Tasks that are gone'),
  link: () => t('Branches of renamed tasks'),
};

type StepRow = vscode.QuickPickItem & { readonly step?: Proposal };

/** Asks which steps are taken, all of them ticked at first; undefined when the person turned away, or took none. */
export async function pickSteps({ migration: { proposals }, warnings }: MigrationPlan, taken: ReadonlySet<string>): Promise<readonly Proposal[] | undefined> {
  const rows = proposals.flatMap((step, index): StepRow[] => [
    ...(proposals[index - 1]?.kind === step.kind ? [] : [{ label: HEADINGS[step.kind](), kind: vscode.QuickPickItemKind.Separator }]),
    { label: plain(proposalTitle(step)), detail: plain(proposalReason(step), 600), picked: taken.has(step.id), step },
  ]);
  const chosen = await vscode.window.showQuickPick(rows, {
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDetail: true,
    title: t('Migrate task state (1 of 2): what to take over'),
    placeHolder: warnings[0] === undefined ? t('Untick what is not so; nothing is written yet') : plain(warnings[0], 300),
  });
  const steps = chosen?.flatMap(({ step }) => (step ? [step] : []));
  return steps && steps.length > 0 ? steps : undefined;
}

export type Review = 'migrate' | 'back' | undefined;

type ReviewRow = vscode.QuickPickItem & { readonly answer?: Review };

/** Beside the shown change of the file: goes on, or back to the steps; undefined when the person turned away. */
export async function reviewSteps(plan: MigrationPlan, steps: readonly Proposal[]): Promise<Review> {
  const notes = [...plan.warnings, ...noteLines(plan.migration)];
  const rows: ReviewRow[] = [
    { label: `$(check) ${t('Migrate: {0}', migrationCounts(steps))}`, description: t('can be undone'), answer: 'migrate' },
    { label: `$(arrow-left) ${t('Back to the Steps')}`, answer: 'back' },
    ...(notes.length > 0 ? [{ label: t('Good to know'), kind: vscode.QuickPickItemKind.Separator }] : []),
    ...notes.map((note) => ({ label: `$(info) ${plain(note, 300)}` })),
  ];
  const chosen = await vscode.window.showQuickPick(rows, {
    ignoreFocusOut: true,
    title: t('Migrate task state (2 of 2): the change of the file is shown behind'),
    placeHolder: t('Migrate, or go back; Escape leaves everything as it is'),
  });
  // A row that only tells something leads nowhere.
  return chosen && chosen.answer === undefined ? reviewSteps(plan, steps) : chosen?.answer;
}
