import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/server';
import type { Readable, Writable } from 'node:stream';
import type { Log } from '../core/ports';
import { BoundedLines, TOO_LONG } from './boundedLines';
import { asClientFault, clientIn, readMessage, tooLong, type ClientIdentity, type ErrorReply } from './messages';

/** The longest message that is read, in bytes. An agent's largest input here is a long note. */
const LONGEST_MESSAGE = 4 * 1024 * 1024;
/** Beyond this many requests without an answer, or bytes that the client has not read, no more is read from it. */
const MOST_WAITING = 1_000;
const MOST_UNREAD = 32 * 1024 * 1024;
/** How long answers are waited for after the client has ended its side, in ms: longer than the store waits for a lock. */
const LAST_ANSWERS_MS = 15_000;

/**
 * MCP's stdio transport as this server needs it. Unlike the SDK's own it answers what is no message, lets go of a line
 * that is too long and goes on, and answers what was asked before the input ended.
 */
export class LineTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  private readonly lines = new BoundedLines(LONGEST_MESSAGE);
  private readonly waiting = new Set<string | number>();
  private isEnded = false;
  private isClosed = false;
  private deadline: NodeJS.Timeout | undefined;
  private identity: ClientIdentity | undefined;

  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
    private readonly log: Log,
  ) {}

  /** What the client told of itself at first; undefined until then. */
  get client(): ClientIdentity | undefined {
    return this.identity;
  }

  start(): Promise<void> {
    this.output.on('error', this.stopped);
    this.input.on('data', this.heard).on('end', this.ended).on('close', this.ended).on('error', this.ended);
    return Promise.resolve();
  }

  send(message: JSONRPCMessage): Promise<void> {
    if (!('method' in message) && message.id !== undefined) this.waiting.delete(message.id);
    const sent = this.write(asClientFault(message));
    this.pace();
    if (this.isEnded && this.waiting.size === 0) void this.close();
    return sent;
  }

  /** The client has gone, or is to be taken as gone: what was asked is still answered. */
  readonly ended = (): void => {
    if (this.isEnded) return;
    const rest = this.lines.rest();
    if (rest !== undefined) this.read(rest);
    this.isEnded = true;
    // Whoever waits for answers must not be read from any more, nor keep the process alive.
    this.input.off('data', this.heard);
    if (this.waiting.size === 0) void this.close();
    else this.deadline = setTimeout(() => void this.close(), LAST_ANSWERS_MS);
  };

  close(): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    this.isClosed = true;
    this.isEnded = true;
    clearTimeout(this.deadline);
    this.input.off('data', this.heard);
    this.input.destroy();
    this.onclose?.();
    return Promise.resolve();
  }

  private readonly heard = (chunk: Buffer): void => {
    for (const line of this.lines.push(chunk)) this.read(line);
    this.pace();
  };

  /** Nobody reads the answers (EPIPE). */
  private readonly stopped = (error: Error): void => {
    if (!this.isClosed) this.log.info(`the client does not read any more: ${error.message}`);
    void this.close();
  };

  private read(line: Buffer | typeof TOO_LONG): void {
    if (this.isClosed) return;
    if (line === TOO_LONG) return this.complain(tooLong(LONGEST_MESSAGE));
    if (line.every((byte) => byte === 32 || byte === 13 || byte === 9)) return;
    const message = readMessage(line);
    if (!message.ok) return this.complain(message.error);
    this.deliver(message.value);
  }

  private deliver(message: JSONRPCMessage): void {
    this.identity ??= clientIn(message);
    if ('method' in message) {
      // A request to listen is answered when the connection ends, a cancelled one never.
      if ('id' in message && message.method !== 'subscriptions/listen') this.waiting.add(message.id);
      const cancelled = message.method === 'notifications/cancelled' ? message.params?.['requestId'] : undefined;
      if (typeof cancelled === 'string' || typeof cancelled === 'number') this.waiting.delete(cancelled);
    }
    try {
      this.onmessage?.(message);
    } catch (error) {
      this.log.error('a message could not be handled', error);
    }
  }

  private complain(reply: ErrorReply): void {
    this.log.warn(reply.error.message);
    this.write(reply).catch(() => undefined);
  }

  private write(message: JSONRPCMessage | ErrorReply): Promise<void> {
    if (this.isClosed) return Promise.reject(new Error('the connection is closed'));
    return new Promise((resolve, reject) => {
      this.output.write(`${JSON.stringify(message)}\n`, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** Reads on only while the client takes its answers. */
  private pace(): void {
    if (this.isEnded) return;
    const isTooMuch = this.waiting.size > MOST_WAITING || this.output.writableLength > MOST_UNREAD;
    if (isTooMuch && !this.input.isPaused()) {
      this.input.pause();
      this.output.once('drain', () => this.pace());
    } else if (!isTooMuch && this.input.isPaused()) {
      this.input.resume();
    }
  }
}
