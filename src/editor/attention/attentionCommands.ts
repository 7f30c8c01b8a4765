import * as vscode from 'vscode';
import { codeWords } from '../../core/projections/attentionGroups';
import { plainText } from '../../core/delegate/plainText';
import type { Anomaly, Escalation } from '../../core/rules/anomaly';
import { t } from '../../core/words';
import type { ChatLauncher } from '../agents/chatLauncher';
import type { Backlog } from '../backlog';
import type { Command } from '../commands/command';
import { COMMANDS } from '../ids';
import { whisper, type MessageAction } from '../messages';
import { requireTrust } from '../requireTrust';
import { remedyButton } from '../start/remedies';
import { elementOf } from '../tree/taskIdOf';
import { hideCode, showCode } from './hideCode';
import { openAnomaly } from './openAnomaly';
import { pickAction, pickCode, pickEscalation, pickMatter, pickMatterOrHidden, type Matter } from './pickAttention';
import { sendEscalation } from './sendEscalation';

interface AttentionServices {
  /** The backlog that an argument or the window means; throws a safe error where there is none. */
  backlog(argument?: unknown): Backlog;
  readonly chat: Pick<ChatLauncher, 'isAvailable' | 'address'>;
}

/** The commands around what needs attention, one row each. Without an argument, as from the palette, they ask. */
export function attentionCommands(services: AttentionServices): readonly Command[] {
  return [
    { id: COMMANDS.showAttention, run: (argument) => showAttention(services, argument) },
    { id: COMMANDS.sendEscalation, run: (argument) => send(services, argument) },
    { id: COMMANDS.takeRemedy, run: (argument) => takeRemedy(services, argument) },
    { id: COMMANDS.hideCode, run: (argument) => hide(services, argument) },
    { id: COMMANDS.copyAttention, run: (argument) => copyMatter(services, argument) },
  ];
}

/** A row's click opens what it is about. From the palette, what is chosen shows all that can be done. */
async function showAttention(services: AttentionServices, argument: unknown): Promise<void> {
  const backlog = services.backlog(argument);
  const given = matterOf(argument);
  if (given) return open(backlog, given);
  const chosen = await pickMatterOrHidden(backlog);
  if (!chosen) return;
  if ('hidden' in chosen) return showCode(backlog, chosen.hidden);
  const isAnomaly = 'anomaly' in chosen;
  await pickAction(isAnomaly ? chosen.anomaly.message : chosen.escalation.title, [
    ...(isAnomaly ? remedies(backlog, chosen.anomaly) : [{ title: t('Send to {0}', chosen.escalation.to.name), icon: 'send', run: () => sendEscalation(backlog, chosen.escalation, services.chat) }]),
    { title: isAnomaly ? t('Open the Place') : t('Show Its Task'), icon: 'go-to-file', run: () => open(backlog, chosen) },
    { title: t('Copy'), icon: 'copy', run: () => copy(chosen) },
    ...(isAnomaly ? [{ title: t('Do Not Show “{0}”', codeWords(chosen.anomaly.code)), icon: 'eye-closed', run: () => hideCode(backlog, chosen.anomaly.code) }] : []),
  ]);
}

async function open(backlog: Backlog, matter: Matter): Promise<void> {
  if ('anomaly' in matter) return openAnomaly(backlog, matter.anomaly);
  const folder = backlog.folder.uri.toString();
  const { title, taskIds } = matter.escalation;
  const known = taskIds.filter((taskId) => backlog.snapshot.byId.has(taskId));
  await pickAction(title, known.map((taskId) => ({ title: taskId, icon: 'target', run: () => vscode.commands.executeCommand(COMMANDS.revealTask, { taskId, folder }) })));
}

async function send(services: AttentionServices, argument: unknown): Promise<void> {
  requireTrust(t('Nothing is sent to an agent in Restricted Mode'));
  const backlog = services.backlog(argument);
  const escalation = escalationOf(backlog, argument) ?? (await pickEscalation(backlog));
  if (escalation) await sendEscalation(backlog, escalation, services.chat);
}

async function takeRemedy(services: AttentionServices, argument: unknown): Promise<void> {
  const backlog = services.backlog(argument);
  const matter = matterOf(argument);
  if (!matter || !('anomaly' in matter)) return showAttention(services, argument);
  await pickAction(matter.anomaly.message, remedies(backlog, matter.anomaly));
}

function remedies(backlog: Backlog, { actions }: Anomaly): readonly MessageAction[] {
  const folder = backlog.folder.uri.toString();
  const context = { backlog, retry: () => backlog.refresh(), resume: (taskId: string) => vscode.commands.executeCommand(COMMANDS.resumeTask, { taskId, folder }) };
  return (actions ?? []).map((action) => remedyButton(action, context));
}

async function hide({ backlog: find }: AttentionServices, argument: unknown): Promise<void> {
  const backlog = find(argument);
  const node = elementOf(argument)?.node;
  const given = node?.kind === 'code' ? node.code : node?.kind === 'anomaly' ? node.anomaly.code : undefined;
  const code = given ?? (await pickCode(backlog));
  if (code !== undefined) await hideCode(backlog, code);
}

async function copyMatter({ backlog }: AttentionServices, argument: unknown): Promise<void> {
  const matter = matterOf(argument) ?? (await pickMatter(backlog(argument)));
  if (matter) await copy(matter);
}

async function copy(matter: Matter): Promise<void> {
  const lines =
    'anomaly' in matter
      ? [matter.anomaly.fullCode, t('{0}. {1}', matter.anomaly.message, matter.anomaly.remedy), ...matter.anomaly.evidence]
      : [matter.escalation.title, ...matter.escalation.evidence];
  await vscode.env.clipboard.writeText(lines.map(plainText).join('\n'));
  whisper(t('Copied'));
}

/** What a row of the tree stands for. */
function matterOf(argument: unknown): Matter | undefined {
  const node = elementOf(argument)?.node;
  if (node?.kind === 'anomaly') return { anomaly: node.anomaly };
  return node?.kind === 'escalation' ? { escalation: node.escalation } : undefined;
}

/** Of a row, or of `{ escalation: id }` as the pulse panel names it; what has gone since is not sent. */
function escalationOf({ attention }: Backlog, argument: unknown): Escalation | undefined {
  const matter = matterOf(argument);
  if (matter && 'escalation' in matter) return matter.escalation;
  const id = typeof argument === 'object' && argument !== null && 'escalation' in argument ? argument.escalation : undefined;
  return attention.escalations.find((escalation) => escalation.id === id);
}
