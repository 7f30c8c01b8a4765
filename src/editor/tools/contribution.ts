import { inputSchemaOf } from '../../core/operations/inputSchema';
import { MODEL_OPERATIONS } from '../../core/operations/table';

/** One item of `contributes.languageModelTools`. */
export interface ToolContribution {
  readonly name: string;
  /** What a person writes behind `#`, and an agent's file behind the extension's id. */
  readonly toolReferenceName: string;
  readonly canBeReferencedInPrompt: true;
  readonly displayName: string;
  readonly userDescription: string;
  readonly modelDescription: string;
  readonly icon: string;
  readonly tags: readonly string[];
  readonly when: string;
  readonly inputSchema: Record<string, unknown>;
}

/** A window without a backlog has nothing to offer, and every tool costs a model's attention. */
const WHERE_A_BACKLOG_IS = 'orchestrator.backlogState =~ /^(ready|finished|broken)$/';

/** The tool of an operation: `orchestrator_ac-done`. */
export function toolName(operationId: string): string {
  return `orchestrator_${operationId}`;
}

/** The tools as `package.json` declares them; `npm run docs` writes them there, and a test compares. */
export function toolContributions(): readonly ToolContribution[] {
  return MODEL_OPERATIONS.map((operation) => ({
    name: toolName(operation.id),
    toolReferenceName: `orchestrator-${operation.id}`,
    canBeReferencedInPrompt: true,
    displayName: `%tool.${operation.id}.displayName%`,
    userDescription: `%tool.${operation.id}.userDescription%`,
    modelDescription: operation.forModels.description,
    icon: `$(${operation.forModels.icon})`,
    tags: ['orchestrator', operation.effect === 'read' ? 'reads' : 'writes'],
    when: WHERE_A_BACKLOG_IS,
    inputSchema: inputSchemaOf(operation),
  }));
}

/** What `package.nls.json` says of the tools, by key. */
export function toolTexts(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    MODEL_OPERATIONS.flatMap(({ id, title, summary }) => [
      [`tool.${id}.displayName`, title],
      [`tool.${id}.userDescription`, sentence(summary)],
    ]),
  );
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${words.endsWith('.') ? '' : '.'}`;
}
