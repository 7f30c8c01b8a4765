import { blockedCommand } from './blocked';
import { checkCommand } from './check';
import type { Command } from './command';
import { dashboardCommand } from './dashboard';
import { explainCommand } from './explain';
import { nextCommand } from './next';
import { promptCommand } from './prompt';
import { pulseCommand } from './pulse';
import { statusCommand } from './status';
import { taskCommand } from './task';
import { validateCommand } from './validate';

/** THE TABLE of sub-commands, in the order of the help. A new one is a row here. */
export const COMMANDS: readonly Command[] = [
  nextCommand,
  explainCommand,
  taskCommand,
  dashboardCommand,
  statusCommand,
  blockedCommand,
  pulseCommand,
  checkCommand,
  validateCommand,
  promptCommand,
];
