import { parse } from 'smol-toml';
import { t } from '../words';
import { SERVER_NAME } from './agentFiles';
import { sameValue, startsSame, type Merge, type ServerCommand } from './merge';

/**
 * Puts our server into `.codex/config.toml`, which Codex reads in a trusted project: as a table at the end, when the
 * file, read as TOML, has no server of that name. What comes out is read again: everything else must be as it was.
 *
 * @param text the file's text; undefined when there is no file
 */
export function mergeCodexToml(text: string | undefined, server: ServerCommand): Merge {
  const before = read(text ?? '');
  if (!before) return { kind: 'conflict', why: t('it is not valid TOML') };
  const servers = before['mcp_servers'];
  if (servers !== undefined && !isTable(servers)) return { kind: 'conflict', why: t('its mcp_servers is not a table') };
  if (servers && Object.hasOwn(servers, SERVER_NAME)) {
    if (startsSame(servers[SERVER_NAME], server)) return { kind: 'unchanged' };
    return { kind: 'conflict', why: t('it has a server named {0} that starts something else', SERVER_NAME) };
  }
  const merged = withTable(text ?? '', server);
  const wanted = { ...before, mcp_servers: { ...servers, [SERVER_NAME]: { command: server.command, args: [...server.args] } } };
  // A table that is written in braces, `mcp_servers = { … }`, can't be continued further down.
  if (!sameValue(read(merged), wanted)) return { kind: 'conflict', why: t('its mcp_servers is written in a way that no table can be added to') };
  return { kind: 'merged', text: merged };
}

function withTable(text: string, { command, args }: ServerCommand): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = text.replace('\uFEFF', '') === '' ? '' : text.endsWith('\n') ? eol : eol + eol;
  const lines = [`[mcp_servers.${SERVER_NAME}]`, `command = ${quoted(command)}`, `args = [${args.map(quoted).join(', ')}]`, ''];
  return text + gap + lines.join(eol);
}

/** JSON's strings are TOML's basic strings, but for DEL, which TOML wants escaped. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\x7f', '\\u007f');
}

function read(text: string): Record<string, unknown> | undefined {
  try {
    return parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
