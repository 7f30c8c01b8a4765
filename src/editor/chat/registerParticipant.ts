import * as vscode from 'vscode';
import { loadWhenUsed } from '../loadWhenUsed';
import { followUpsOf, type ChatMetadata } from './followUps';
import type { ParticipantServices } from './participant';

/** As in `contributes.chatParticipants`. */
const PARTICIPANT = 'orchestrator.participant';

/** `@orchestrator`: the read operations in the chat. What answers is loaded when somebody asks. */
export function registerParticipant(services: ParticipantServices): vscode.Disposable {
  const participant = vscode.chat.createChatParticipant(PARTICIPANT, async (request, _context, stream, token) => {
    const { answerRequest } = await loadWhenUsed();
    return answerRequest(services, request, stream, token);
  });
  participant.iconPath = new vscode.ThemeIcon('checklist');
  participant.followupProvider = {
    provideFollowups: ({ metadata }) => followUpsOf(metadata as ChatMetadata).map((one) => ({ ...one, participant: PARTICIPANT })),
  };
  return participant;
}
