import { createPendingLaunches } from '../io/batch/pendingLaunches';
import { registerProblemMarks } from './problems/problemMarks';
import { OfferedAgents } from './setup/offeredAgents';
import { refreshLauncher } from './setup/refreshLauncher';
import { TerminalPath } from './setup/terminalPath';

/** What works without being asked, yet only once the first view is shown: loaded then, as one module like {@link WHEN_USED}. */
export const WHEN_SHOWN = { createPendingLaunches, OfferedAgents, refreshLauncher, registerProblemMarks, TerminalPath };
