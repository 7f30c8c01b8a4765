import { createPendingLaunches } from '../io/batch/pendingLaunches';
import { agentWork } from './agents/agentWork';
import { attentionCommands } from './attention/attentionCommands';
import { batchWork } from './batch/batchWork';
import { answerRequest } from './chat/participant';
import { showPlan } from './commands/showPlan';
import { codePage } from './help/codePage';
import { resolveConflicts } from './merge/resolveConflicts';
import { setUpMerging } from './merge/setUpMerging';
import { migrateState } from './migrate/migrateState';
import { rebaselineState } from './migrate/rebaselineState';
import { showManifestChanges } from './migrate/showManifestChanges';
import { planWork } from './plan/planWork';
import { createDocument } from './problems/createDocument';
import { pulseWork } from './pulse/pulseWork';
import { savePulse } from './pulse/savePulse';
import { recordCommands, recordTicks } from './record/recordCommands';
import { quickPickQuestions } from './setup/questions';
import { SetUpAgents } from './setup/setUpAgents';
import { startWork } from './start/startWork';
import { operationTools } from './tools/operationTools';
import { showExplanation } from './tree/showExplanation';
import { showRelatives } from './tree/showRelatives';
import { welcomeCommands } from './welcome/welcomeCommands';

/**
 * What a person or an agent has to ask for before it does anything, and what reaches every operation: loaded when one of
 * it is first used (DESIGN section 8, activation). It is one module, since the build takes to pieces what several of them
 * share: as many modules would leave the activation with fifty files to load.
 */
export const WHEN_USED = {
  agentWork,
  answerRequest,
  attentionCommands,
  batchWork,
  codePage,
  createDocument,
  createPendingLaunches,
  migrateState,
  operationTools,
  planWork,
  pulseWork,
  quickPickQuestions,
  rebaselineState,
  recordCommands,
  recordTicks,
  resolveConflicts,
  savePulse,
  SetUpAgents,
  setUpMerging,
  showExplanation,
  showManifestChanges,
  showPlan,
  showRelatives,
  startWork,
  welcomeCommands,
};
