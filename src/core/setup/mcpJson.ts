import { fileLayoutOf, freshLayout, layoutOf, memberIndent, writeObject, writeValue, type FileLayout } from '../json/layout';
import { membersOf, skipSpace, type ObjectRange } from '../json/members';
import type { JsonValue } from '../state/patch';
import { t } from '../words';
import { SERVER_NAME } from './agentFiles';
import { startsSame, type Merge, type ServerCommand } from './merge';

/**
 * Puts our server into `.mcp.json`, which Claude Code and Copilot CLI read from a project's root. Only the entry is
 * inserted, laid out as what stands beside it; every other byte stays. An entry of the same name that starts
 * something else is left.
 *
 * @param text the file's text, its byte order mark included; undefined when there is no file
 */
export function mergeMcpJson(text: string | undefined, server: ServerCommand): Merge {
  const entry = { type: 'stdio', command: server.command, args: server.args };
  if (text === undefined || text.replace('\uFEFF', '').trim() === '') {
    return { kind: 'merged', text: `${text?.startsWith('\uFEFF') ? '\uFEFF' : ''}${JSON.stringify({ mcpServers: { [SERVER_NAME]: entry } }, null, 2)}\n` };
  }
  try {
    return mergeInto(text, JSON.parse(text.replace('\uFEFF', '')) as JsonValue, entry, server);
  } catch {
    // Not JSON, or nested deeper than is followed.
    return { kind: 'conflict', why: t('it is not valid JSON') };
  }
}

function mergeInto(text: string, value: JsonValue, entry: JsonValue, server: ServerCommand): Merge {
  if (!isObject(value)) return conflict(t('it is not a JSON object'));
  const root = membersOf(text, skipSpace(text, 0));
  const file = fileLayoutOf(text, root, root.start);
  const found = root.members.filter(({ key }) => key === 'mcpServers');
  const place = found[0];
  if (!place) {
    if (listsServersBare(value)) return conflict(t('it lists its servers without "mcpServers"; a second way of listing them beside it would hide them'));
    return { kind: 'merged', text: withMember(text, root, ['mcpServers', { [SERVER_NAME]: entry }], file, '') };
  }
  if (found.length > 1) return conflict(t('it has "mcpServers" twice'));
  const servers = value['mcpServers'];
  if (!isObject(servers)) return conflict(t('its "mcpServers" is not an object'));
  const range = membersOf(text, place.start);
  if (range.members.filter(({ key }) => key === SERVER_NAME).length > 1) return conflict(t('it has a server named {0} twice', SERVER_NAME));
  if (Object.hasOwn(servers, SERVER_NAME)) {
    return startsSame(servers[SERVER_NAME], server) ? { kind: 'unchanged' } : conflict(t('it has a server named {0} that starts something else', SERVER_NAME));
  }
  return { kind: 'merged', text: withMember(text, range, [SERVER_NAME, entry], file, indentIn(text, root)) };
}

/** The text with one more member in the object, behind the last; `indent` is that of the line where an empty object stands. */
function withMember(text: string, range: ObjectRange, [key, value]: readonly [string, JsonValue], file: FileLayout, indent: string): string {
  const last = range.members.at(-1);
  const layout = layoutOf(text, range);
  if (!last || !layout) {
    const fresh = freshLayout(file, indent);
    return text.slice(0, range.start) + writeObject([[key, writeValue(value, file, memberIndent(fresh))]], fresh) + text.slice(range.end);
  }
  const member = JSON.stringify(key) + layout.colon + writeValue(value, file, memberIndent(layout));
  return text.slice(0, last.end) + layout.separator + member + text.slice(last.end);
}

function indentIn(text: string, range: ObjectRange): string {
  const layout = layoutOf(text, range);
  return layout ? memberIndent(layout) : '';
}

/** Both programs also take a file that is nothing but servers by name. */
function listsServersBare(value: Readonly<Record<string, JsonValue>>): boolean {
  return Object.values(value).some((one) => isObject(one) && (Object.hasOwn(one, 'command') || Object.hasOwn(one, 'url')));
}

function isObject(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function conflict(why: string): Merge {
  return { kind: 'conflict', why };
}
