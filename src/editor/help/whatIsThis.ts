import * as vscode from 'vscode';
import { t } from '../../core/words';
import { COMMANDS } from '../ids';
import type { MessageAction } from '../messages';

/** The button that leads to the help of a code. */
export function whatIsThis(code: string): MessageAction {
  return { title: t('What Is This?'), run: () => vscode.commands.executeCommand(COMMANDS.explainCode, code) };
}
