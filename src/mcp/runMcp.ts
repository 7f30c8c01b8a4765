import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { Console } from 'node:console';
import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import type { Writable } from 'node:stream';
import { cut } from '../core/cut';
import { oneLine } from '../core/delegate/plainText';
import type { Log } from '../core/ports';
import type { Settings } from '../core/settings';
import { readProjectSettings, type NamedFiles } from '../io/projectSettings';
import { LineTransport } from './lineTransport';
import { Serving } from './serving';

interface McpOptions extends NamedFiles {
  /** `--root`, as given; none: the client's roots, else the folder it is started in. */
  readonly roots: readonly string[];
  /** `--in-editor`: offer the tools to the editor itself too. */
  readonly inEditor?: boolean;
}

/** How long the last answers may take to go out, in ms. */
const FLUSH_MS = 2_000;

/**
 * Serves MCP on standard input and output until the client goes away or the process is told to end. What was asked
 * by then is finished and answered.
 *
 * @param from the folder it was started in, absolute
 * @returns the exit code: 0, or 2 when a root is no folder
 */
export async function runMcp(options: McpOptions, from: string): Promise<number> {
  const log = logOn(process.stderr);
  // Standard output is the protocol's; a library that prints must not break it.
  globalThis.console = new Console(process.stderr);
  const given = options.roots.map((root) => path.resolve(from, root));
  for (const root of given) {
    if ((await stat(root).catch(() => undefined))?.isDirectory()) continue;
    log.error(`there is no folder ${root}; give a project's folder with --root`);
    return 2;
  }
  const transport = new LineTransport(process.stdin, process.stdout, log);
  const serving = new Serving({
    given,
    from,
    log,
    inEditor: options.inEditor === true,
    readSettings: settingsReader(options, log),
    client: () => transport.client,
  });
  const end = (): void => transport.ended();
  process.on('SIGTERM', end).on('SIGINT', end);
  await new Promise<void>((resolve) => {
    serveStdio(serving.createServer, { transport, onerror: (error) => log.warn(error.message) });
    // The SDK has set its own by now; both are wanted.
    const closed = transport.onclose;
    transport.onclose = () => {
      closed?.();
      resolve();
    };
  });
  await serving.finished();
  await flushed(process.stdout);
  process.off('SIGTERM', end).off('SIGINT', end);
  return 0;
}

/** Settings of a folder: its own file's, then what the command line says. Each fault is told once. */
function settingsReader(named: NamedFiles, log: Log): (root: string) => Promise<Settings> {
  const told = new Set<string>();
  return async (root) => {
    const { settings, faults } = await readProjectSettings(root, named);
    for (const fault of faults) {
      if (told.size < 100 && !told.has(fault)) log.warn(fault);
      told.add(fault);
    }
    return settings;
  };
}

/** Waits until everything written has been taken, or the reader is gone. */
async function flushed(output: Writable): Promise<void> {
  if (output.writableLength === 0 || output.destroyed) return;
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, FLUSH_MS);
    const done = (): void => {
      clearTimeout(late);
      resolve();
    };
    output.once('drain', done).once('error', done).once('close', done);
  });
}

function logOn(output: Writable): Log {
  output.on('error', () => undefined);
  const write = (message: string, error?: unknown): void => {
    const cause = error instanceof Error ? `: ${error.stack ?? error.message}` : '';
    output.write(`orchestrator: ${cut(oneLine(`${message}${cause}`), 2_000)}\n`);
  };
  return { info: () => undefined, warn: (message) => write(message), error: write };
}
