import { abandon } from './abandon';
import { acDone } from './acDone';
import { acUndo } from './acUndo';
import { agents } from './agents';
import { batch } from './batch';
import { block } from './block';
import { blocked } from './blocked';
import { check } from './check';
import { cleanUp } from './cleanUp';
import { complete } from './complete';
import { context } from './context';
import { dashboard } from './dashboard';
import { explain } from './explain';
import { init } from './init';
import { link } from './link';
import { next } from './next';
import { migrate } from './migrate';
import { note } from './note';
import type { Operation } from './operation';
import { plan } from './plan';
import { prompt } from './prompt';
import { pulse } from './pulse';
import { rebaseline } from './rebaseline';
import { reopen } from './reopen';
import { startBatch } from './startBatch';
import { startTask } from './startTask';
import { status } from './status';
import { task } from './task';
import { unblock } from './unblock';
import { undo } from './undo';
import { validate } from './validate';

/** THE TABLE of operations, in the order of the help: what reads, then what records (DESIGN section 2). A new one is a file and a row here. */
export const OPERATIONS: readonly Operation[] = [
  next,
  explain,
  task,
  status,
  dashboard,
  blocked,
  pulse,
  check,
  validate,
  plan,
  prompt,
  agents,
  batch,
  startTask,
  startBatch,
  context,
  acDone,
  acUndo,
  note,
  block,
  unblock,
  complete,
  abandon,
  reopen,
  undo,
  cleanUp,
  link,
  migrate,
  rebaseline,
  init,
];

/** The operations that models are offered: at most eight (DESIGN section 8). */
export const MODEL_OPERATIONS: readonly (Operation & Required<Pick<Operation, 'forModels'>>)[] = OPERATIONS.filter(isForModels);

function isForModels(operation: Operation): operation is Operation & Required<Pick<Operation, 'forModels'>> {
  return operation.forModels !== undefined;
}
