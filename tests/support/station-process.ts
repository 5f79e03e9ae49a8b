import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { CounterView, PadView } from '../../src/shared/protocol/counter-view.ts';
import type { HealthView, StationView } from '../../src/shared/protocol/desk-view.ts';
import type { Role } from '../../src/shared/protocol/link.ts';
import type { StationContract } from '../../src/shared/protocol/station-contract.ts';
import type { DispenserView } from '../../src/shared/protocol/views.ts';
import { type Folder, newFolder } from './folder.ts';
import { Program, type ProgramOptions } from './program.ts';
import { until } from './until.ts';

export type StationClient = ContractRouterClient<StationContract>;

export interface StationStart {
  readonly station: string;
  readonly roles: readonly Role[];
  /** `ws://127.0.0.1:PORT` */
  readonly hallUrl: string;
  readonly enrolCode: string | null;
  readonly window?: string;
  readonly printerUrl?: string;
  readonly readerUrl?: string;
  /** More keys of the station's description, or other values for them. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly program?: Run;
  /** Where it lives, for one that has lived before; without it a new folder, which goes with the station. */
  readonly folder?: string;
}

type Run = Pick<ProgramOptions, 'execArgv' | 'execPath' | 'env'>;

/** A station without a screen, as a process, with its data in a folder of its own; spoken to through its API. */
export class StationProcess {
  readonly station: string;
  readonly folder: Folder;
  readonly configFile: string;
  readonly dataDir: string;
  readonly #program: StationStart['program'];
  #process!: Program;
  #api = '';
  #client!: StationClient;

  private constructor(options: StationStart) {
    this.station = options.station;
    const { folder } = options;
    this.folder = folder === undefined ? newFolder(options.station) : { path: folder, remove: () => undefined };
    this.#program = options.program;
    this.dataDir = join(this.folder.path, 'data');
    this.configFile = join(this.folder.path, 'station.json');
    mkdirSync(this.dataDir, { recursive: true });
    this.describe(options);
  }

  static async start(options: StationStart): Promise<StationProcess> {
    const station = StationProcess.described(options);
    await station.again();
    return station;
  }

  /** Not running yet: `again` starts it. */
  static described(options: StationStart): StationProcess {
    return new StationProcess(options);
  }

  /** Writes the station's description anew; it counts from the next start. */
  describe(options: StationStart): void {
    const { printerUrl, readerUrl } = options;
    const description = {
      station: options.station,
      name: options.station,
      roles: options.roles,
      hall: { url: options.hallUrl, enrolCode: options.enrolCode },
      data: 'data',
      keyFile: 'station.key', // not among the settings of whoever runs the test
      window: options.window ?? null,
      devices: {
        ...(printerUrl ? { ticketPrinter: { url: printerUrl } } : {}),
        ...(readerUrl ? { idReader: { url: readerUrl, findMs: 50 } } : {}),
      },
      api: { port: 0 },
      ...options.config,
    };
    writeFileSync(this.configFile, JSON.stringify(description, null, 2));
  }

  /** Starts it, the first time or once more. */
  async again(run: Run | undefined = this.#program): Promise<void> {
    this.#process = new Program('station', { args: ['--config', this.configFile], ...run });
    const { api } = await this.#process.ready<{ api: string }>();
    this.#api = api;
    const token = this.token();
    this.#client = createORPCClient(new RPCLink({ url: `${api}/rpc`, headers: { authorization: `Bearer ${token}` } }));
  }

  get program(): Program {
    return this.#process;
  }

  get api(): string {
    return this.#api;
  }

  get client(): StationClient {
    return this.#client;
  }

  token(): string {
    return readFileSync(join(this.dataDir, 'api-token'), 'utf8').trim();
  }

  kill(): Promise<void> {
    return this.#process.kill();
  }

  async stop(): Promise<void> {
    await this.#process.stop();
  }

  async close(): Promise<void> {
    await this.kill();
    this.folder.remove();
  }

  untilStation(wanted: (view: StationView) => boolean): Promise<StationView> {
    return until((options) => this.client.keeper.watch(undefined, options), wanted);
  }

  /** What the staff's sign is made from, on every screen. */
  untilHealth(wanted: (view: HealthView) => boolean): Promise<HealthView> {
    return until((options) => this.client.session.health(undefined, options), wanted);
  }

  untilDispenser(wanted: (view: DispenserView) => boolean): Promise<DispenserView> {
    return until((options) => this.client.dispenser.watch(undefined, options), wanted);
  }

  untilCounter(wanted: (view: CounterView) => boolean): Promise<CounterView> {
    return until((options) => this.client.counter.watch(undefined, options), wanted);
  }

  untilPad(wanted: (view: PadView) => boolean): Promise<PadView> {
    return until((options) => this.client.pad.watch(undefined, options), wanted);
  }

  /** Heard by the hall, and nothing waits for it. */
  async settled(): Promise<void> {
    await this.untilStation((view) => view.link.state === 'online' && view.pending.length === 0);
  }

  /** A ticket can be had here: printer ready, hall heard, numbers for the time without it granted. */
  async ready(): Promise<void> {
    await this.untilDispenser((view) => view.ready === 'yes' && view.link.state === 'online');
    await this.settled();
  }
}
