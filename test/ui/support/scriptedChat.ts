import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What the scripted model does when asked; see test/editor/scripted-model/model.js. */
export interface Turn {
  readonly text?: string;
  readonly calls?: readonly { readonly name: string; readonly input?: object }[];
  readonly error?: string;
  readonly when?: string;
}

/** One request that the scripted model saw. */
export interface SeenRequest {
  readonly kind: 'agent' | 'title';
  readonly tools: readonly string[];
  readonly messages: readonly { readonly role: 'user' | 'assistant' | 'system'; readonly text: string; readonly parts: readonly unknown[] }[];
  readonly answer: Turn;
}

/** The script of the scripted model, and what it was asked. */
export class ScriptedChat {
  constructor(private readonly folder: string) {}

  private get requestsFile(): string {
    return path.join(this.folder, 'requests.jsonl');
  }

  /** Sets the turns and forgets earlier requests. */
  script(turns: readonly Turn[]): void {
    rmSync(this.requestsFile, { force: true });
    writeFileSync(path.join(this.folder, 'script.json'), JSON.stringify({ turns }));
  }

  /** The requests of the agent loop so far (those for titles are left out). */
  requests(): SeenRequest[] {
    if (!existsSync(this.requestsFile)) {
      return [];
    }
    const lines = readFileSync(this.requestsFile, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as SeenRequest).filter((request) => request.kind === 'agent');
  }
}
