import type { Beginning } from '../../core/beginning';
import { host } from './host';

/** What a person can do on every page. */
export interface Asking {
  reveal(taskId: string): void;
  copy(): void;
  /** `index` is the model's. */
  openProblem(index: number): void;
  refresh(): void;
  /** Begins a backlog where there is none. */
  begin(how: Beginning): void;
}

/** Asks the extension host for it. */
export const asking: Asking = {
  reveal: (taskId) => host.postMessage({ type: 'reveal', taskId }),
  copy: () => host.postMessage({ type: 'copy' }),
  openProblem: (index) => host.postMessage({ type: 'openProblem', index }),
  refresh: () => host.postMessage({ type: 'refresh' }),
  begin: (how) => host.postMessage({ type: 'begin', with: how }),
};
