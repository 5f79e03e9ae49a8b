import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import Database from 'better-sqlite3';
import { WebSocket } from 'ws';
import type { Refusal } from '../../src/shared/intent/decision.ts';
import type { JournalLine } from '../../src/shared/intent/envelope.ts';
import type { RecordBody, RecordType } from '../../src/shared/intent/records.ts';
import type { DeskView } from '../../src/shared/protocol/desk-view.ts';
import type { HallContract } from '../../src/shared/protocol/hall-contract.ts';
import { type Folder, newFolder } from './folder.ts';
import { Program, type ProgramOptions } from './program.ts';
import { until } from './until.ts';

export type HallClient = ContractRouterClient<HallContract>;

interface ReadyInfo {
  readonly url: string;
  readonly tlsUrl: string | null;
  readonly keeperCode: string | null;
  readonly demoEnrolCode: string | null;
}

export interface HallStart {
  readonly data?: string;
  /** Kept there instead of in a folder. */
  readonly databaseUrl?: string;
  readonly port?: number;
  readonly args?: readonly string[];
}

/** A line of the hall's journal as it lies in its file. */
export interface SettledLine {
  readonly position: number;
  readonly line: JournalLine;
  readonly refusal: Refusal | null;
  readonly prev: string;
  readonly hash: string;
}

/** The demo hall as a process, with its data in a folder of its own. */
export class HallProcess {
  readonly data: string;
  readonly #folder: Folder | null;
  readonly #place: readonly string[];
  readonly #args: readonly string[];
  readonly #sockets = new Set<WebSocket>();
  #port: number;
  #program!: Program;
  #info!: ReadyInfo;

  private constructor(options: HallStart) {
    this.#folder = options.data === undefined ? newFolder('hall') : null;
    this.data = options.data ?? this.#folder!.path;
    this.#place = options.databaseUrl ? ['--database-url', options.databaseUrl] : ['--data', this.data];
    this.#args = options.args ?? ['--demo'];
    this.#port = options.port ?? 0;
  }

  static async start(options: HallStart = {}): Promise<HallProcess> {
    const hall = HallProcess.described(options);
    await hall.again();
    return hall;
  }

  /** Not running yet: `again` starts it. */
  static described(options: HallStart): HallProcess {
    return new HallProcess(options);
  }

  get program(): Program {
    return this.#program;
  }

  get url(): string {
    return this.#info.url;
  }

  get port(): number {
    return this.#port;
  }

  get stationUrl(): string {
    return this.url.replace('http:', 'ws:');
  }

  /** `wss://ADDRESS:PORT`, for a hall that listens for other machines. */
  get tlsStationUrl(): string {
    return (this.#info.tlsUrl ?? '').replace('https:', 'wss:');
  }

  get keeperCode(): string {
    return this.#info.keeperCode ?? '';
  }

  get enrolCode(): string {
    return this.#info.demoEnrolCode ?? '';
  }

  freeze(): void {
    this.#program.freeze();
  }

  thaw(): void {
    this.#program.thaw();
  }

  kill(): Promise<void> {
    return this.#program.kill();
  }

  /** Starts it, the first time or once more, then on the same port and data. `more`: options for this time. */
  async again(run: Pick<ProgramOptions, 'execArgv' | 'execPath'> = {}, more: readonly string[] = []): Promise<void> {
    const args = [...this.#place, '--port', String(this.#port), ...this.#args, ...more];
    this.#program = new Program('hall', { args, ...run });
    this.#info = await this.#program.ready<ReadyInfo>();
    this.#port = Number(new URL(this.url).port);
  }

  async stop(): Promise<void> {
    await this.#program.stop();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    await this.kill();
    this.#folder?.remove();
  }

  /** What anybody with a browser may ask. */
  browser(headers: Record<string, string> = {}): HallClient {
    const socket = new WebSocket(`${this.stationUrl}/rpc`, { headers });
    socket.on('error', () => undefined);
    this.#sockets.add(socket);
    return createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
  }

  async login(code: string = this.keeperCode): Promise<Response> {
    return fetch(`${this.url}/desk/login`, { method: 'POST', body: JSON.stringify({ code }) });
  }

  /** The desk with its keeper signed on. */
  async desk(): Promise<HallClient> {
    const response = await this.login();
    const cookie = response.headers.get('set-cookie')?.split(';')[0];
    if (!cookie) throw new Error(`the desk did not let its keeper in (${response.status})`);
    return this.browser({ cookie });
  }

  async untilDesk(wanted: (view: DeskView) => boolean): Promise<DeskView> {
    const desk = await this.desk();
    return until((options) => desk.desk.watch(undefined, options), wanted);
  }

  /** Looks into the hall's file; whoever runs it does not notice. */
  #look<T>(read: (db: Database.Database) => T): T {
    const db = new Database(join(this.data, 'hall.db'), { readonly: true });
    try {
      return read(db);
    } finally {
      db.close();
    }
  }

  journal(station?: string): SettledLine[] {
    const rows = this.#look((db) =>
      db.prepare('SELECT position, intent, refusal, prev, hash FROM journal ORDER BY position').all(),
    ) as { position: number; intent: string; refusal: string | null; prev: string; hash: string }[];
    return rows
      .map(({ position, intent, refusal, prev, hash }) => ({
        position,
        line: JSON.parse(intent) as JournalLine,
        refusal: refusal === null ? null : (JSON.parse(refusal) as Refusal),
        prev,
        hash,
      }))
      .filter(({ line }) => station === undefined || line.station === station);
  }

  records<T extends RecordType>(type: T): RecordBody<T>[] {
    const rows = this.#look((db) =>
      db.prepare('SELECT body FROM record WHERE type = ? AND body IS NOT NULL').all(type),
    ) as { body: string }[];
    return rows.map(({ body }) => JSON.parse(body) as RecordBody<T>);
  }
}
