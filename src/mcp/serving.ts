import { INVALID_REQUEST, McpServer, ProtocolError, type McpRequestContext } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { cut } from '../core/cut';
import { oneLine } from '../core/delegate/plainText';
import type { Log } from '../core/ports';
import type { Settings } from '../core/settings';
import { IN_EDITOR, isEditor, WORKFLOW } from './instructions';
import type { ClientIdentity } from './messages';
import { completeArgument, getPrompt, listPrompts } from './prompts';
import { findResource, listResources, readResource } from './resources';
import { Subscriptions } from './subscriptions';
import { callTool, listTools } from './tools';
import { Workspaces } from './workspaces';

declare const PRODUCT_VERSION: string;

/** The SDK's server below its registry of tools: ours is the table of operations. */
type Server = McpServer['server'];
type Era = McpRequestContext['era'];

export interface ServingOptions {
  /** Folders named on the command line, absolute. */
  readonly given: readonly string[];
  readonly from: string;
  readonly inEditor: boolean;
  readonly log: Log;
  readSettings(root: string): Promise<Settings>;
  client(): ClientIdentity | undefined;
}

/** A client that declares roots and does not tell them is taken as one without, after so many ms. */
const ROOTS_MS = 3_000;
/** Looser than the SDK's, which refuses all roots for one that is no file's. */
const ROOTS = z.object({ roots: z.array(z.object({ uri: z.string() })) });
/** How long calls that still run may go on after the client has gone, in ms. */
const LAST_CALLS_MS = 20_000;

/** Serves one connection: answers by the operations, in workspaces that may change while it lasts. */
export class Serving {
  private server: Server | undefined;
  private era: Era = 'legacy';
  private readonly running = new Set<Promise<unknown>>();
  private readonly workspaces: Workspaces;
  private readonly subscriptions: Subscriptions;

  constructor(private readonly options: ServingOptions) {
    const { given, from, log, readSettings } = options;
    this.workspaces = new Workspaces({ given, from, log, readSettings, by: () => programName(options.client()?.name), askRoots: () => this.askRoots() });
    this.subscriptions = new Subscriptions(async (uri) => this.server?.sendResourceUpdated({ uri }), log);
  }

  /** Makes the server for the protocol's revision that the client speaks; the SDK asks once it knows. */
  readonly createServer = ({ era }: Pick<McpRequestContext, 'era'>): McpServer => {
    const made = new McpServer(
      { name: 'implementation-orchestrator', title: 'Implementation Orchestrator', version: PRODUCT_VERSION },
      {
        capabilities: { tools: { listChanged: true }, resources: { subscribe: true, listChanged: true }, prompts: {}, completions: {} },
        instructions: this.isUnderEditor() ? IN_EDITOR : WORKFLOW,
      },
    );
    const { server } = made;
    this.server = server;
    this.era = era;
    this.answerTools(server);
    this.answerResources(server);
    this.answerPrompts(server);
    server.setNotificationHandler('notifications/roots/list_changed', () => this.rootsChanged(server));
    return made;
  };

  /** Settles when no call runs any more; nothing is watched from then on. */
  async finished(): Promise<void> {
    this.subscriptions.dispose();
    const late = new Promise<void>((resolve) => setTimeout(resolve, LAST_CALLS_MS).unref());
    await Promise.race([Promise.allSettled(this.running), late]);
  }

  private answerTools(server: Server): void {
    const { log } = this.options;
    server.setRequestHandler('tools/list', () => this.answer(async () => ({ tools: this.isUnderEditor() ? [] : await listTools(this.workspaces) })));
    server.setRequestHandler('tools/call', ({ params }, { mcpReq: { signal } }) =>
      this.answer(() => {
        if (this.isUnderEditor()) throw new ProtocolError(INVALID_REQUEST, IN_EDITOR);
        return callTool(this.workspaces, params.name, params.arguments ?? {}, { log, signal });
      }),
    );
  }

  private answerResources(server: Server): void {
    server.setRequestHandler('resources/list', () =>
      this.answer(async () => {
        const resources = await listResources(this.workspaces);
        // Since 2026-07-28 the SDK keeps the subscriptions, and is told of every change.
        if (this.era === 'modern') for (const { uri } of resources) await this.subscribe(uri);
        return { resources };
      }),
    );
    server.setRequestHandler('resources/templates/list', () => this.answer(() => ({ resourceTemplates: [] })));
    server.setRequestHandler('resources/read', ({ params }) => this.answer(() => readResource(this.workspaces, params.uri)));
    server.setRequestHandler('resources/subscribe', ({ params }) =>
      this.answer(async () => {
        await this.subscribe(params.uri);
        return {};
      }),
    );
    server.setRequestHandler('resources/unsubscribe', ({ params }) =>
      this.answer(() => {
        this.subscriptions.remove(params.uri);
        return {};
      }),
    );
  }

  private answerPrompts(server: Server): void {
    server.setRequestHandler('prompts/list', () => this.answer(async () => ({ prompts: await listPrompts(this.workspaces) })));
    server.setRequestHandler('prompts/get', ({ params }) => this.answer(() => getPrompt(this.workspaces, params.name, params.arguments ?? {})));
    server.setRequestHandler('completion/complete', ({ params }) => this.answer(() => completeArgument(this.workspaces, params)));
  }

  /** Every answer but the protocol's own: given after the client has initialised, and waited for at the end. */
  private async answer<T>(go: () => T | Promise<T>): Promise<T> {
    // Since 2026-07-28 each request carries what `initialize` told, and the SDK checks that.
    if (this.era === 'legacy' && this.options.client() === undefined) throw new ProtocolError(INVALID_REQUEST, 'Not initialised: send initialize first');
    const call = (async () => go())();
    this.running.add(call);
    try {
      return await call;
    } finally {
      this.running.delete(call);
    }
  }

  private async subscribe(uri: string): Promise<void> {
    const found = await findResource(this.workspaces, uri);
    if (!found) throw new ProtocolError(INVALID_REQUEST, `There is no resource ${cut(oneLine(uri), 200)}; resources/list names those there are`);
    await this.subscriptions.add(uri, found.workspace);
  }

  private isUnderEditor(): boolean {
    return !this.options.inEditor && isEditor(this.options.client()?.name);
  }

  private async askRoots(): Promise<readonly string[] | undefined> {
    if (!this.server || !this.options.client()?.tellsRoots) return undefined;
    try {
      const { roots } = await this.server.request({ method: 'roots/list' }, ROOTS, { timeout: ROOTS_MS });
      return roots.map(({ uri }) => uri);
    } catch (error) {
      this.options.log.warn(`the client did not tell its roots: ${error instanceof Error ? error.message : ''}`);
      return undefined;
    }
  }

  private async rootsChanged(server: Server): Promise<void> {
    if (this.options.given.length > 0) return;
    this.workspaces.forgetRoots();
    await server.sendToolListChanged();
    await server.sendResourceListChanged();
  }
}

/** The program in locks and in the undo journal: a client names itself as it likes. */
function programName(client: string | undefined): string {
  const plain = oneLine(client ?? '').replace(/[^\p{L}\p{N} ._()/-]/gu, '').trim();
  return `MCP: ${plain === '' ? 'a client' : cut(plain, 60)}`;
}
