import type { PulseBoard } from '../../core/pulseProtocol';
import type { PulseView } from '../../core/pulseToHost';
import type { HistoryControls } from '../history/historyControls';
import type { Asking } from '../shared/asking';
import type { Opened } from '../shared/fold';

/** What a person can do in the panel. */
export interface Actions extends Asking, Opened {
  start(taskId: string): void;
  sendEscalation(id: string): void;
  showView(view: PulseView): void;
  /** Keeps the pulse's text in a file. */
  save(): void;
  /** Opens the plan of parallel batches. */
  plan(): void;
  openManifest(): void;
  /** Of the history alone. */
  readonly history: HistoryControls;
  list(of: 'attention' | 'blocked'): void;
}

/** What every section of the board is given. */
export interface BoardProps {
  readonly model: PulseBoard;
  readonly actions: Actions;
}
