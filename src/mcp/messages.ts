import { CLIENT_INFO_META_KEY, INTERNAL_ERROR, INVALID_PARAMS, INVALID_REQUEST, isJSONRPCNotification, isJSONRPCRequest, isJSONRPCResponse, PARSE_ERROR, type JSONRPCMessage } from '@modelcontextprotocol/server';
import { err, ok, type Result } from '../core/result';

/** A JSON-RPC error for something that is no message: its id is null where none could be read. */
export interface ErrorReply {
  readonly jsonrpc: '2.0';
  readonly id: string | number | null;
  readonly error: { readonly code: number; readonly message: string };
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads one line as a JSON-RPC message, or says what is wrong with it. What a method's parameters must be is not looked at. */
export function readMessage(line: Buffer): Result<JSONRPCMessage, ErrorReply> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch {
    return err(errorReply(null, PARSE_ERROR, 'Parse error: this line is not JSON in UTF-8. Each message is one line of JSON.'));
  }
  if (Array.isArray(value)) return err(errorReply(null, INVALID_REQUEST, 'Invalid request: batches are not taken. Send one message a line.'));
  if (!isFields(value)) return err(errorReply(null, INVALID_REQUEST, 'Invalid request: a message is a JSON object.'));
  const fault = faultOf(value);
  if (fault === undefined) return ok(value as JSONRPCMessage);
  return err(errorReply(isId(value['id']) && 'method' in value ? value['id'] : null, INVALID_REQUEST, `Invalid request: ${fault}.`));
}

/** Answers a line that was not read at all. */
export function tooLong(longest: number): ErrorReply {
  return errorReply(null, INVALID_REQUEST, `Invalid request: the message is longer than ${longest} bytes and was not read.`);
}

/** Who a client says it is. */
export interface ClientIdentity {
  readonly name: string;
  /** Whether it can be asked for its roots: only before protocol 2026-07-28, which has no requests to clients. */
  readonly tellsRoots: boolean;
}

/** What a client tells of itself: when it initialises, or since protocol 2026-07-28 with each request. */
export function clientIn(message: JSONRPCMessage): ClientIdentity | undefined {
  if (!('method' in message) || !isFields(message.params)) return undefined;
  const { clientInfo, capabilities, _meta: meta } = message.params;
  const isInitialize = message.method === 'initialize';
  const info = isInitialize ? clientInfo : isFields(meta) ? meta[CLIENT_INFO_META_KEY] : undefined;
  if (!isFields(info) || typeof info['name'] !== 'string') return undefined;
  return { name: info['name'], tellsRoots: isInitialize && isFields(capabilities) && isFields(capabilities['roots']) };
}

/**
 * The SDK answers parameters that do not fit its schemas as an internal error, with zod's list of issues as the
 * message. They are the client's fault, and are told in words.
 */
export function asClientFault(message: JSONRPCMessage): JSONRPCMessage {
  if (!('error' in message) || message.error.code !== (INTERNAL_ERROR as number)) return message;
  const issues = issuesIn(message.error.message);
  return issues === undefined ? message : { ...message, error: { code: INVALID_PARAMS, message: `Invalid params: ${issues.join('; ')}` } };
}

function issuesIn(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const issues: unknown = JSON.parse(text);
    if (!Array.isArray(issues)) return undefined;
    return issues.slice(0, 5).filter(isFields).map(({ path, message }) => `${Array.isArray(path) ? path.join('.') : ''}: ${String(message)}`);
  } catch {
    return undefined;
  }
}

function faultOf(value: Fields): string | undefined {
  if (value['jsonrpc'] !== '2.0') return 'jsonrpc must be "2.0"';
  if ('id' in value && !isId(value['id'])) return 'id must be a text or a whole number';
  if (!('method' in value)) return isReply(value) && isKnown(value) ? undefined : 'there is no method';
  if (typeof value['method'] !== 'string') return 'method must be a text';
  if (value['params'] !== undefined && !isFields(value['params'])) return 'params must be an object';
  if (isKnown(value)) return undefined;
  return Object.keys(value).every((key) => MEMBERS.has(key)) ? 'params._meta is not as the protocol has it' : `it may have ${[...MEMBERS].join(', ')} and nothing else`;
}

const MEMBERS: ReadonlySet<string> = new Set(['jsonrpc', 'id', 'method', 'params']);

/** What the SDK takes for no message it never answers, and its client would wait for ever. */
function isKnown(value: Fields): boolean {
  return isJSONRPCRequest(value) || isJSONRPCNotification(value) || isJSONRPCResponse(value);
}

function isReply(value: Fields): boolean {
  if (!('id' in value)) return false;
  if ('result' in value) return isFields(value['result']) && !('error' in value);
  const { error } = value;
  return isFields(error) && Number.isInteger(error['code']) && typeof error['message'] === 'string';
}

function isId(value: unknown): value is string | number {
  return typeof value === 'string' || Number.isSafeInteger(value);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function errorReply(id: string | number | null, code: number, message: string): ErrorReply {
  return { jsonrpc: '2.0', id, error: { code, message } };
}
