/** Every command of the product; `package.json` is tested against this list both ways. */
export const COMMANDS = {
  startNextTask: 'orchestrator.startNextTask',
  startTask: 'orchestrator.startTask',
  chooseTask: 'orchestrator.chooseTask',
  checkGit: 'orchestrator.checkGit',
  checkReadiness: 'orchestrator.checkReadiness',
  createFeatureBranch: 'orchestrator.createFeatureBranch',
  showPulse: 'orchestrator.showPulse',
  copyPulse: 'orchestrator.copyPulse',
  explainNextTask: 'orchestrator.explainNextTask',
  explainTask: 'orchestrator.explainTask',
  showBlockedTasks: 'orchestrator.showBlockedTasks',
  showPlan: 'orchestrator.showPlan',
  copyDelegationPrompt: 'orchestrator.copyDelegationPrompt',
  launchAgain: 'orchestrator.launchAgain',
  chooseAgent: 'orchestrator.chooseAgent',
  undoStart: 'orchestrator.undoStart',
  openManifest: 'orchestrator.openManifest',
  openState: 'orchestrator.openState',
  refresh: 'orchestrator.refresh',
  showLog: 'orchestrator.showLog',
  chooseBacklog: 'orchestrator.chooseBacklog',
  openTask: 'orchestrator.openTask',
  openSpec: 'orchestrator.openSpec',
  openAdr: 'orchestrator.openAdr',
  openGuide: 'orchestrator.openGuide',
  openTest: 'orchestrator.openTest',
  copyTaskId: 'orchestrator.copyTaskId',
  showDependencies: 'orchestrator.showDependencies',
  showDependents: 'orchestrator.showDependents',
  revealTask: 'orchestrator.revealTask',
  openProblem: 'orchestrator.openProblem',
  filterTasks: 'orchestrator.filterTasks',
  clearFilter: 'orchestrator.clearFilter',
  groupBy: 'orchestrator.groupBy',
  toggleCriterion: 'orchestrator.toggleCriterion',
  recordDone: 'orchestrator.recordDone',
  recordOpen: 'orchestrator.recordOpen',
  addNote: 'orchestrator.addNote',
  blockTask: 'orchestrator.blockTask',
  unblockTask: 'orchestrator.unblockTask',
  completeTask: 'orchestrator.completeTask',
  abandonTask: 'orchestrator.abandonTask',
  reopenTask: 'orchestrator.reopenTask',
  undoLastChange: 'orchestrator.undoLastChange',
  resumeTask: 'orchestrator.resumeTask',
  createManifest: 'orchestrator.createManifest',
  setUpAgents: 'orchestrator.setUpAgents',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

export const VIEWS = { tasks: 'orchestrator.tasks' } as const;

/** Context keys that menus and welcome views rest on. */
export const CONTEXT_KEYS = {
  /** loading | none | broken | finished | ready */
  backlogState: 'orchestrator.backlogState',
  hasFilter: 'orchestrator.hasFilter',
  hasSeveralBacklogs: 'orchestrator.hasSeveralBacklogs',
  canUndoStart: 'orchestrator.canUndoStart',
  /** Whether what this extension ships under a name is offered: there is a backlog, and the project has none of its own. */
  offersTaskImplementer: 'orchestrator.offersTaskImplementer',
  offersTaskBatchCoordinator: 'orchestrator.offersTaskBatchCoordinator',
  offersOrchestrator: 'orchestrator.offersOrchestrator',
  offersRecordProgress: 'orchestrator.offersRecordProgress',
} as const;
