import * as vscode from 'vscode';
import { taskCheckedOut } from '../../core/branches';
import { cut } from '../../core/cut';
import { attentionCount } from '../../core/projections/attentionGroups';
import { statusBarOf, type Mood, type StatusBarModel } from '../../core/projections/statusBar';
import { DEFAULT_SETTINGS } from '../../core/settings';
import { counted, t } from '../../core/words';
import { appendWords } from '../appendWords';
import type { Backlog, Backlogs } from '../backlog';
import { COMMANDS } from '../ids';
import { withoutIcons } from '../withoutIcons';

/** The WIP indicator: one item, redrawn from the active backlog's snapshot. */
export function registerStatusBar(backlogs: Backlogs): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('orchestrator.wip', vscode.StatusBarAlignment.Left, 50);
  item.name = t('Orchestrator: Work in Progress');
  let shown = '';
  const draw = () => {
    const { active } = backlogs;
    const model = statusBarOf(active?.snapshot, active?.settings ?? DEFAULT_SETTINGS, backlogs.isLoaded, taskOfBranch(active), active ? attentionCount(active.attention) : 0, active?.agents);
    const key = JSON.stringify([model, active?.folder.name, backlogs.all.length]);
    if (key === shown) return;
    shown = key;
    apply(item, model, active, backlogs.all.length > 1);
  };
  draw();
  return vscode.Disposable.from(item, backlogs.onDidChange(draw));
}

function apply(item: vscode.StatusBarItem, model: StatusBarModel, backlog: Backlog | undefined, isOneOfSeveral: boolean): void {
  if (model.mood === 'none') {
    item.hide();
    return;
  }
  const name = isOneOfSeveral && backlog ? `${cut(backlog.folder.name, 20)} ` : '';
  item.text = `${ICONS[model.mood]} ${withoutIcons(name + model.text)}`;
  item.accessibilityInformation = { label: model.label, role: 'button' };
  item.tooltip = tooltip(model);
  item.command = commandOf(model);
  item.backgroundColor = background(model.mood);
  item.show();
}

const ICONS: Readonly<Record<Mood, string>> = {
  loading: '$(loading~spin)',
  none: '$(checklist)',
  calm: '$(checklist)',
  busy: '$(run-all)',
  overloaded: '$(flame)',
  broken: '$(error)',
  finished: '$(pass-filled)',
};

function background(mood: Mood): vscode.ThemeColor | undefined {
  if (mood === 'broken') return new vscode.ThemeColor('statusBarItem.errorBackground');
  if (mood === 'overloaded') return new vscode.ThemeColor('statusBarItem.warningBackground');
  return undefined;
}

/** A click opens what matters: what is broken, the task at hand, else the pulse. */
function commandOf(model: StatusBarModel): vscode.Command {
  if (model.mood === 'broken') return { command: COMMANDS.openProblem, title: t('Open Problem') };
  if (model.current) return { command: COMMANDS.revealTask, title: t('Reveal Task'), arguments: [model.current.taskId] };
  return { command: COMMANDS.showPulse, title: t('Show Pulse') };
}

function tooltip(model: StatusBarModel): vscode.MarkdownString {
  const text = new vscode.MarkdownString('', true);
  text.isTrusted = { enabledCommands: [COMMANDS.revealTask, COMMANDS.showPulse, COMMANDS.startNextTask, COMMANDS.showBlockedTasks, COMMANDS.openProblem, COMMANDS.showAttention] };
  const { counts, progress } = model;
  text.appendMarkdown(`**${t('Work in progress: {0} of at most {1}', counts.running, counts.limit)}**\n\n`);
  for (const line of model.running.slice(0, 10)) {
    text.appendMarkdown(`[$(target)](${link(COMMANDS.revealTask, line.taskId)} "${t('Reveal in the tree')}") `);
    appendWords(text, withoutIcons(lineText(line)));
    text.appendMarkdown('  \n');
  }
  agents(text, model);
  if (model.running.length === 0) text.appendMarkdown(`${t('Nothing is in progress.')}\n`);
  text.appendMarkdown(`\n${t('{0} of {1} tasks completed', progress.completed, progress.total)}\n\n`);
  if (counts.blocked > 0) text.appendMarkdown(`[$(circle-slash) ${t('{0} blocked', counts.blocked)}](${link(COMMANDS.showBlockedTasks)})\n\n`);
  if (counts.problems > 0) text.appendMarkdown(`[$(warning) ${counted(counts.problems, '{0} problem', '{0} problems')}](${link(COMMANDS.openProblem)})\n\n`);
  if (counts.attention > 0) text.appendMarkdown(`[$(bell) ${t('{0} to look at', counts.attention)}](${link(COMMANDS.showAttention)})\n\n`);
  const start = model.mood === 'finished' ? '' : `[$(play) ${t('Start Next Task')}](${link(COMMANDS.startNextTask)}) · `;
  text.appendMarkdown(`${start}[$(pulse) ${t('Show Pulse')}](${link(COMMANDS.showPulse)})`);
  return text;
}

function lineText({ taskId, title, done, of, where }: StatusBarModel['running'][number]): string {
  const text = `${taskId}: ${cut(title, 80)}${criteria(done, of)}`;
  return where === undefined ? text : t('{0} on {1}', text, where);
}

/** Nothing, of a task that has none. */
function criteria(done: number, of: number): string {
  return of > 0 ? ` (${done}/${of})` : '';
}

/** Who works in a worktree: a task that is listed above is told of here only where there is something to look at. */
function agents(text: vscode.MarkdownString, { agents: all, running }: StatusBarModel): void {
  const listed = new Set(running.slice(0, 10).map(({ taskId }) => taskId));
  const told = all.filter(({ taskId, warnings }) => warnings.length > 0 || !listed.has(taskId)).slice(0, 10);
  if (all.length === 0) return;
  text.appendMarkdown(`\n**${counted(all.length, '{0} agent in a worktree', '{0} agents in worktrees')}**\n\n`);
  for (const { taskId, done, of, warnings } of told) {
    text.appendMarkdown(warnings.length > 0 ? '$(warning) ' : '$(robot) ');
    appendWords(text, withoutIcons([`${taskId}${criteria(done, of)}`, ...warnings].join(', ')));
    text.appendMarkdown('  \n');
  }
}

function link(command: string, ...args: unknown[]): string {
  return `command:${command}${args.length > 0 ? `?${encodeURIComponent(JSON.stringify(args))}` : ''}`;
}

/** The task whose branch is checked out, if one is. */
export function taskOfBranch(backlog: Backlog | undefined): string | undefined {
  return backlog && taskCheckedOut(backlog.snapshot, backlog.gitFacts, backlog.settings)?.task.id;
}
