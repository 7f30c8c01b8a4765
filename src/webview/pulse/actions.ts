import type { PulseBoard } from '../../core/pulseProtocol';

/** What a person can do in the panel. */
export interface Actions {
  reveal(taskId: string): void;
  start(taskId: string): void;
  copy(): void;
  openProblem(index: number): void;
  sendEscalation(id: string): void;
  refresh(): void;
  isOpen(section: string, byDefault: boolean): boolean;
  keepOpen(section: string, open: boolean): void;
}

/** What every section of the board is given. */
export interface BoardProps {
  readonly model: PulseBoard;
  readonly actions: Actions;
}
