import { abandon } from './abandon';
import { acDone } from './acDone';
import { acUndo } from './acUndo';
import { block } from './block';
import { complete } from './complete';
import { init } from './init';
import { note } from './note';
import type { Operation } from './operation';
import { reopen } from './reopen';
import { unblock } from './unblock';
import { undo } from './undo';

/** THE TABLE of operations, in the order of the help (DESIGN section 2). A new one is a file and a row here. */
export const OPERATIONS: readonly Operation[] = [acDone, acUndo, note, block, unblock, complete, abandon, reopen, undo, init];

/** The operations that models are offered: at most eight (DESIGN section 8). */
export const MODEL_OPERATIONS: readonly (Operation & Required<Pick<Operation, 'forModels'>>)[] = OPERATIONS.filter(isForModels);

function isForModels(operation: Operation): operation is Operation & Required<Pick<Operation, 'forModels'>> {
  return operation.forModels !== undefined;
}
