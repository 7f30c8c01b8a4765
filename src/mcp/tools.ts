import { INVALID_PARAMS, ProtocolError, type CallToolResult, type Tool } from '@modelcontextprotocol/server';
import { cut } from '../core/cut';
import { oneLine } from '../core/delegate/plainText';
import { nearestOf } from '../core/nearest';
import { inputSchemaOf } from '../core/operations/inputSchema';
import { modelText, refusalOf } from '../core/operations/modelText';
import { MODEL_OPERATIONS } from '../core/operations/table';
import type { Log, Refusal } from '../core/ports';
import { err } from '../core/result';
import type { Workspaces } from './workspaces';

type Row = (typeof MODEL_OPERATIONS)[number];

/** What goes with a call besides its input. */
interface Call {
  readonly log: Log;
  /** The client has taken the call back, or is gone. */
  readonly signal: AbortSignal;
}

/** The tools: the rows of the table that models are offered, and nothing else. */
export async function listTools(workspaces: Workspaces): Promise<Tool[]> {
  const served = await workspaces.served();
  return MODEL_OPERATIONS.map((row) => toolOf(row, served.map(({ name }) => name)));
}

/**
 * Runs an operation. The answer is its text alone: the structured form says the same again, and clients give a model
 * both, or drop the text with its next step (VS Code does). Scripts have `vtm --json`.
 */
export async function callTool(workspaces: Workspaces, name: string, given: Readonly<Record<string, unknown>>, { log, signal }: Call): Promise<CallToolResult> {
  const row = MODEL_OPERATIONS.find(({ id }) => id === name);
  if (!row) throw new ProtocolError(INVALID_PARAMS, unknownTool(name));
  const { workspace: wanted, ...input } = given;
  try {
    const chosen = await workspaces.choose(wanted, input['task']);
    if (!chosen.ok) return refused(chosen.error);
    // What has begun is finished, since half of it would be worse; nothing more is begun.
    signal.throwIfAborted();
    const answer = await row.run(await chosen.value.world(), input);
    return answer.ok ? { content: [{ type: 'text', text: modelText(answer) }] } : refused(answer.error);
  } catch (error) {
    log.error(`${name} failed`, error);
    return refused(refusalOf(error));
  }
}

function refused(refusal: Refusal): CallToolResult {
  return { content: [{ type: 'text', text: modelText(err(refusal)) }], isError: true };
}

function toolOf(row: Row, workspaces: readonly string[]): Tool {
  const isRead = row.effect === 'read';
  const schema = inputSchemaOf(row);
  return {
    name: row.id,
    title: row.title,
    description: row.forModels.description,
    inputSchema: { ...withWorkspace(schema, workspaces), type: 'object' },
    annotations: {
      readOnlyHint: isRead,
      destructiveHint: false,
      // A record that is there already is answered as before; but what names no task takes the next one each time.
      idempotentHint: isRead || (Array.isArray(schema['required']) && schema['required'].includes('task')),
      openWorldHint: false,
    },
  };
}

function withWorkspace(schema: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  if (names.length < 2) return schema;
  const { properties } = schema;
  return { ...schema, properties: { ...(properties as object | undefined), workspace: { type: 'string', enum: [...names], description: 'Needed unless task is in one only' } } };
}

function unknownTool(name: string): string {
  const near = nearestOf(name, MODEL_OPERATIONS.map(({ id }) => id), 1)[0];
  return `There is no tool ${cut(oneLine(name), 80)}${near === undefined ? '' : `. Did you mean ${near}?`}`;
}
