import * as vscode from 'vscode';
import { sideBySide } from '../../core/operations/planSideBySide';
import { PLAIN } from '../../core/paint';
import type { Conflicts } from '../../core/plan/conflicts';
import { planBacklog } from '../../core/plan/planBacklog';
import { snapshotConflicts } from '../../core/plan/snapshotConflicts';
import type { PlanModel } from '../../core/planProtocol';
import type { PlanChoices } from '../../core/planToHost';
import { isReadable, unreadableModel } from '../../core/projections/panel';
import { currentScope, scopeIn } from '../../core/projections/planScopes';
import { planBoard, type PlannedBoard } from '../../core/projections/planView';
import { DEFAULT_SETTINGS, type Settings } from '../../core/settings';
import type { Snapshot } from '../../core/snapshot';
import { t } from '../../core/words';
import type { Backlog, Backlogs } from '../backlog';
import { inEditor } from '../forPersons';
import type { ChosenPlans } from './chosenPlans';

/** A plan with what it rests on. */
interface Planned extends PlannedBoard {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
}

/** The active backlog as the plan panel sees it. A plan is kept while nothing that it rests on has changed. */
export class PlanSource {
  private planned: Planned | undefined;
  private conflicts: { readonly snapshot: Snapshot; readonly learns: boolean; readonly conflicts: Conflicts } | undefined;

  constructor(
    private readonly backlogs: Backlogs,
    private readonly chosen: ChosenPlans,
  ) {}

  model(): PlanModel {
    const { active, all, isLoaded } = this.backlogs;
    const input = {
      snapshot: active?.snapshot,
      gitFacts: active?.gitFacts ?? ({ kind: 'unread', reason: t('no backlog') } as const),
      settings: active?.settings ?? DEFAULT_SETTINGS,
      isLoaded,
      isTrusted: vscode.workspace.isTrusted,
      isOneOfSeveral: all.length > 1,
    };
    return active && isReadable(input) ? planBoard(input, this.plan(active)) : unreadableModel(input);
  }

  /** The plan as `vtm plan` tells it, or undefined where there is no backlog to plan. */
  text(): string | undefined {
    const { active } = this.backlogs;
    return active && this.model().kind === 'plan' ? inEditor(sideBySide({ paint: PLAIN }, active.snapshot, this.plan(active).plan).text) : undefined;
  }

  /** As the person chose, while the manifest still has tasks of the scope. */
  choicesOf({ folder, snapshot, settings }: Backlog): PlanChoices {
    const { scope, max, excluded } = this.chosen.of(folder.uri.toString());
    return { scope: scopeIn(snapshot, scope) ?? currentScope(snapshot, settings), max, excluded: [...excluded] };
  }

  private plan(backlog: Backlog): Planned {
    const { snapshot, settings } = backlog;
    const choices = this.choicesOf(backlog);
    const known = this.planned;
    if (known?.snapshot === snapshot && known.settings === settings && JSON.stringify(known.choices) === JSON.stringify(choices)) return known;
    const { scope, max, excluded } = choices;
    const plan = planBacklog(snapshot, { scope, max, excluded: new Set(excluded), isParallel: true, conflicts: this.conflictsIn(snapshot, settings), settings });
    this.planned = { snapshot, settings, choices, plan };
    return this.planned;
  }

  /** They remember what they compared: a tick compares little anew. */
  private conflictsIn(snapshot: Snapshot, { learnsConflicts: learns }: Settings): Conflicts {
    if (this.conflicts?.snapshot === snapshot && this.conflicts.learns === learns) return this.conflicts.conflicts;
    const conflicts = snapshotConflicts(snapshot, { learnsConflicts: learns });
    this.conflicts = { snapshot, learns, conflicts };
    return conflicts;
  }
}
