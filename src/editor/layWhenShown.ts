import * as vscode from 'vscode';
import type { Log } from '../core/ports';
import type { WHEN_SHOWN } from './whenShown';

/** What a part that comes after the first view waits for. */
interface FirstView {
  /** Resolves once the first view is shown. */
  readonly loaded: Promise<void>;
  readonly log: Log;
}

/** Lays a part once the first view is shown, unless it is not wanted any more by then. */
export function layWhenShown({ loaded, log }: FirstView, lay: (parts: typeof WHEN_SHOWN) => vscode.Disposable): vscode.Disposable {
  let laid: vscode.Disposable | undefined;
  let isOver = false;
  const layNow = async () => {
    await loaded;
    const { WHEN_SHOWN } = await import('./whenShown');
    if (!isOver) laid = lay(WHEN_SHOWN);
  };
  layNow().catch((error: unknown) => log.error('what follows the first view could not be laid', error));
  return new vscode.Disposable(() => {
    isOver = true;
    laid?.dispose();
  });
}
