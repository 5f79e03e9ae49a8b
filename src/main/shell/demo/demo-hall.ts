import { join } from 'node:path';
import type { DockSettings } from '../../services/dock-settings.ts';
import type { Installation } from '../installation.ts';
import { ServiceProcess } from '../services/service-process.ts';
import { childStarter } from '../services/starter.ts';
import { planDevices } from './devices.ts';
import { freePort } from './free-port.ts';
import { demoStations } from './rooms.ts';
import { writeDockSettings, writeStationSettings } from './settings-files.ts';

const HALL_PORT = 7080;

/** The processes of the demo: the hall, the dock, and a station for each room that needs one. */
export class DemoHall {
  readonly hall: ServiceProcess;
  readonly dock: ServiceProcess;
  readonly #installation: Installation;
  readonly #data: string;
  readonly #hallUrl: string;
  readonly #devices: DockSettings['devices'];
  readonly #stations = new Map<string, ServiceProcess>();
  /** The rooms that need a station; with the last of them closed it is switched off. */
  readonly #users = new Map<string, Set<string>>();

  static async prepare(installation: Installation, data: string): Promise<DemoHall> {
    return new DemoHall(installation, data, await freePort(HALL_PORT), await planDevices());
  }

  private constructor(installation: Installation, data: string, port: number, devices: DockSettings['devices']) {
    this.#installation = installation;
    this.#data = data;
    this.#hallUrl = `http://127.0.0.1:${port}`;
    this.#devices = devices;
    const start = childStarter(installation);
    this.hall = new ServiceProcess(
      {
        name: 'hall',
        entry: installation.service('hall'),
        args: ['--data', join(data, 'hall'), '--port', String(port), '--demo'],
      },
      start,
    );
    const dockFile = writeDockSettings(data, { devices });
    this.dock = new ServiceProcess(
      { name: 'dock', entry: installation.service('dock'), args: ['--config', dockFile] },
      start,
    );
  }

  get dataDir(): string {
    return this.#data;
  }

  /** What the hall said when it was ready, null while it is not. */
  get hallInfo(): { url: string; keeperCode: string | null; enrolCode: string | null } | null {
    if (this.hall.state.state !== 'running') return null;
    const { url, keeperCode, demoEnrolCode } = this.hall.state.info;
    const text = (value: unknown) => (typeof value === 'string' ? value : null);
    return { url: text(url) ?? this.#hallUrl, keeperCode: text(keeperCode), enrolCode: text(demoEnrolCode) };
  }

  /** The station's process, made when first asked for, not yet started. */
  station(id: string): ServiceProcess {
    let service = this.#stations.get(id);
    if (!service) {
      const config = join(this.#data, 'stations', id, 'station.json');
      service = new ServiceProcess(
        { name: id, entry: this.#installation.service('station'), args: ['--config', config] },
        childStarter(this.#installation),
      );
      this.#stations.set(id, service);
    }
    return service;
  }

  /** A room opens: its station runs from now on. */
  use(stationId: string, roomId: string): void {
    const users = this.#users.get(stationId) ?? new Set();
    this.#users.set(stationId, users.add(roomId));
    const station = demoStations.find((each) => each.id === stationId);
    const service = this.station(stationId);
    if (!station || service.state.state !== 'stopped') return;
    const hall = { url: this.#hallUrl.replace(/^http/, 'ws'), enrolCode: this.hallInfo?.enrolCode ?? null };
    writeStationSettings(this.#data, station, hall, this.#devices);
    service.start();
  }

  /** A room closed. */
  leave(stationId: string, roomId: string): void {
    const users = this.#users.get(stationId);
    users?.delete(roomId);
    if (users?.size === 0) void this.station(stationId).stop();
  }

  /** Stations first: they tell the hall what they still have. */
  async stop(): Promise<void> {
    await Promise.all([...this.#stations.values()].map((station) => station.stop()));
    await Promise.all([this.hall.stop(), this.dock.stop()]);
  }
}
