// The model: answers from FOLDER/script.json and notes every request in FOLDER/requests.jsonl.
const fs = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

const vendor = 'scripted';

/**
 * The script, `{ "turns": Turn[] }`, is read at every request; turns are used up in order by requests that bring tools.
 * @typedef {object} Turn
 * @property {string} [text] what the model says
 * @property {{name: string, input: object}[]} [calls] tools it calls, by name or by the end of the name
 * @property {string} [error] it fails with this message instead
 * @property {string} [when] the turn waits until the conversation contains this text; others are said meanwhile
 */
function readTurns(folder) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, 'script.json'), 'utf8')).turns ?? [];
  } catch (error) {
    if (error.code === 'ENOENT') {
      return [];
    }
    throw new Error(`script.json of the scripted model: ${error.message}`);
  }
}

function describePart(part) {
  if (part instanceof vscode.LanguageModelTextPart) {
    return { text: part.value };
  }
  if (part instanceof vscode.LanguageModelToolCallPart) {
    return { call: { id: part.callId, name: part.name, input: part.input } };
  }
  if (part instanceof vscode.LanguageModelToolResultPart) {
    return { result: { id: part.callId, content: part.content.map(describePart) } };
  }
  if (part instanceof vscode.LanguageModelDataPart) {
    return { data: { mimeType: part.mimeType, bytes: part.data.byteLength } };
  }
  return { unknown: typeof part?.value === 'string' ? part.value : JSON.stringify(part) };
}

function describeMessage(message) {
  const parts = message.content.map(describePart);
  const role = message.role === vscode.LanguageModelChatMessageRole.User ? 'user' : message.role === vscode.LanguageModelChatMessageRole.Assistant ? 'assistant' : 'system';
  return { role, text: parts.map((part) => part.text ?? '').join(''), parts };
}

const textOf = (messages) => messages.map((message) => JSON.stringify(message.parts)).join('\n');

function choose(turns, used, conversation) {
  const index = turns.findIndex((turn, at) => !used.has(at) && (turn.when === undefined || conversation.includes(turn.when)));
  if (index < 0) {
    return { text: 'The script has no more turns.' };
  }
  used.add(index);
  return turns[index];
}

function toolCall({ name, input }, tools, number) {
  const tool = tools.find((candidate) => candidate.name === name) ?? tools.find((candidate) => candidate.name.endsWith(name));
  return new vscode.LanguageModelToolCallPart(`call-${Date.now()}-${number}`, tool?.name ?? name, input ?? {});
}

/** The provider; one for each extension host. */
function createProvider(folder) {
  let used = new Set();
  let scriptTime = 0;
  const turnFor = (messages) => {
    const file = path.join(folder, 'script.json');
    const time = fs.existsSync(file) ? fs.statSync(file).mtimeMs : 0;
    if (time !== scriptTime) {
      scriptTime = time;
      used = new Set();
    }
    return choose(readTurns(folder), used, textOf(messages));
  };
  return {
    provideLanguageModelChatInformation: () => [
      { id: 'scripted-1', name: 'Scripted', family: 'scripted', version: '1', maxInputTokens: 200_000, maxOutputTokens: 20_000, capabilities: { toolCalling: true } },
    ],
    provideLanguageModelChatResponse: async (model, original, options, progress) => {
      const messages = original.map(describeMessage);
      const tools = (options.tools ?? []).map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
      const turn = tools.length > 0 ? turnFor(messages) : { text: 'A scripted title' };
      const seen = { kind: tools.length > 0 ? 'agent' : 'title', tools: tools.map((tool) => tool.name), messages, answer: turn };
      fs.appendFileSync(path.join(folder, 'requests.jsonl'), `${JSON.stringify(seen)}\n`);
      if (turn.error) {
        throw new Error(turn.error);
      }
      if (turn.text) {
        progress.report(new vscode.LanguageModelTextPart(turn.text));
      }
      (turn.calls ?? []).forEach((call, number) => progress.report(toolCall(call, tools, number)));
    },
    provideTokenCount: async (model, text) => Math.ceil((typeof text === 'string' ? text : JSON.stringify(text.content)).length / 4),
  };
}

module.exports = { createProvider, vendor };
