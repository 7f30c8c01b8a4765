import * as vscode from 'vscode';
import { graphModel } from '../../core/projections/graph';
import type { GraphBoard } from '../../core/graphProtocol';
import { isReadable, unreadableModel, type PanelInput } from '../../core/projections/panel';
import { pulseModel } from '../../core/projections/pulse';
import { pulseWaves } from '../../core/projections/pulseWaves';
import { pulseFigures } from '../../core/pulse/figures';
import { pulseText } from '../../core/pulse/text';
import type { HistoryAsk } from '../../core/historyToHost';
import type { PulseModel, PulseWaves } from '../../core/pulseProtocol';
import type { PulseView } from '../../core/pulseToHost';
import { DEFAULT_SETTINGS, type Settings } from '../../core/settings';
import type { Snapshot } from '../../core/snapshot';
import { t } from '../../core/words';
import type { Backlog, Backlogs } from '../backlog';
import { HistorySource, type HistoryPlace } from './historySource';

/** What the pulse was last planned from, and the waves: they are planned anew only where that is another. */
interface Planned {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
  readonly waves: PulseWaves | undefined;
}

/** The active backlog as the pulse sees it. Keeps the moment a file was first seen broken, and what takes long to find out. */
export class PulseSource {
  private readonly brokenSince = new Map<string, Date>();
  private planned: Planned | undefined;
  private readonly history: HistorySource;

  constructor(
    private readonly backlogs: Backlogs,
    place: HistoryPlace,
  ) {
    this.history = new HistorySource(place);
  }

  /** The panel's model of one view at `now`; `asked` is the task that the graph should show. */
  model(now: Date, view: PulseView = 'now', ask: HistoryAsk = { filter: {} }, asked?: GraphBoard['asked']): PulseModel {
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
        return pulseModel({ ...input, ...(active ? this.wavesOf(active) : {}) });
      case 'graph':
        return graphModel({ ...input, ...(asked ? { asked } : {}) });
      case 'history':
        return this.historyModel(input, active, ask, now);
    }
  }

  /** The pulse as Markdown, or undefined when there are no figures to tell. */
  text(now: Date): string | undefined {
    const active = this.backlogs.active;
    if (!active || !('text' in this.model(now))) return undefined;
    return pulseText(pulseFigures(active.snapshot, active.settings, now));
  }

  /** The next showing of the history reads again what could not be read. */
  forgetFailure(): void {
    this.history.forgetFailure();
  }

  private historyModel(input: PanelInput, active: Backlog | undefined, ask: HistoryAsk, now: Date): PulseModel {
    if (!isReadable(input) || !active) return unreadableModel(input);
    return this.history.board(input, active, ask, now);
  }

  private wavesOf({ snapshot, settings }: Backlog): { readonly waves?: PulseWaves } {
    if (this.planned?.snapshot !== snapshot || this.planned.settings !== settings) this.planned = { snapshot, settings, waves: pulseWaves(snapshot, settings) };
    const { waves } = this.planned;
    return waves ? { waves } : {};
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
