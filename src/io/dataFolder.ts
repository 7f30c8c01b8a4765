import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

const NAME = 'implementation-orchestrator';

/**
 * The folder for what must outlive a process and be shared by editor, MCP server and `vtm`, outside every working
 * tree: undo journal, reading log, backups. `ORCHESTRATOR_DATA` names another (tests always do). It need not be there.
 */
export function dataFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const named = env['ORCHESTRATOR_DATA'];
  if (named !== undefined && isAbsolute(named)) return named;
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), NAME);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', NAME);
  const state = env['XDG_STATE_HOME'];
  return join(state !== undefined && isAbsolute(state) ? state : join(homedir(), '.local', 'state'), NAME);
}
