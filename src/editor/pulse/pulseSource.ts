import * as vscode from 'vscode';
import { graphModel } from '../../core/projections/graph';
import { historyBoardModel } from '../../core/projections/historyBoard';
import { pulseModel } from '../../core/projections/pulse';
import { pulseFigures } from '../../core/pulse/figures';
import { pulseText } from '../../core/pulse/text';
import type { PulseModel } from '../../core/pulseProtocol';
import type { PulseView } from '../../core/pulseToHost';
import { DEFAULT_SETTINGS } from '../../core/settings';
import type { Snapshot } from '../../core/snapshot';
import { t } from '../../core/words';
import type { Backlogs } from '../backlog';

/** The active backlog as the pulse sees it. Keeps nothing but the moment a file was first seen broken. */
export class PulseSource {
  private readonly brokenSince = new Map<string, Date>();

  constructor(private readonly backlogs: Backlogs) {}

  /** The panel's model of one view at `now`. */
  model(now: Date, view: PulseView = 'now'): PulseModel {
    const { active, all, isLoaded } = this.backlogs;
    const staleSince = active && this.staleSince(active.folder.uri.toString(), active.snapshot, now);
    const input = {
      snapshot: active?.snapshot,
      gitFacts: active?.gitFacts ?? { kind: 'unread', reason: t('no backlog') },
      settings: active?.settings ?? DEFAULT_SETTINGS,
      ...(active ? { attention: active.attention, agents: active.agents } : {}),
      now,
      isLoaded,
      isTrusted: vscode.workspace.isTrusted,
      isOneOfSeveral: all.length > 1,
      ...(staleSince ? { staleSince } : {}),
    };
    switch (view) {
      case 'now':
        return pulseModel(input);
      case 'graph':
        return graphModel(input);
      case 'history':
        return historyBoardModel(input);
    }
  }

  /** The pulse as Markdown, or undefined when there are no figures to tell. */
  text(now: Date): string | undefined {
    const active = this.backlogs.active;
    if (!active || !('text' in this.model(now))) return undefined;
    return pulseText(pulseFigures(active.snapshot, active.settings, now));
  }

  private staleSince(key: string, { manifestHealth, stateHealth }: Snapshot, now: Date): Date | undefined {
    if (manifestHealth !== 'stale' && stateHealth !== 'stale') {
      this.brokenSince.delete(key);
      return undefined;
    }
    const since = this.brokenSince.get(key) ?? now;
    this.brokenSince.set(key, since);
    return since;
  }
}
