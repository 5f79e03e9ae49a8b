import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newFolder } from './folder.ts';
import { Program } from './program.ts';

interface Side {
  readonly stationUrl: string;
  readonly enrolCode: string;
}

/** A hall's gateway to its district, as a process, with both its journals in a folder of its own. */
export class GatewayProcess {
  readonly #folder = newFolder('gateway');
  readonly #config: string;
  #program!: Program;

  private constructor(hallId: string, hall: Side, district: Side) {
    this.#config = join(this.#folder.path, 'gateway.json');
    writeFileSync(
      this.#config,
      JSON.stringify({
        station: 'gateway-1',
        name: '通办网关',
        hall: { url: hall.stationUrl, enrolCode: hall.enrolCode },
        district: {
          station: hallId,
          name: hallId,
          address: { url: district.stationUrl, enrolCode: district.enrolCode },
        },
        data: 'data',
        keyFile: 'gateway.key',
      }),
    );
  }

  static async start(hallId: string, hall: Side, district: Side): Promise<GatewayProcess> {
    const gateway = new GatewayProcess(hallId, hall, district);
    await gateway.again();
    return gateway;
  }

  async again(): Promise<void> {
    this.#program = new Program('gateway', { args: ['--config', this.#config] });
    await this.#program.ready();
  }

  kill(): Promise<void> {
    return this.#program.kill();
  }

  async close(): Promise<void> {
    await this.kill();
    this.#folder.remove();
  }
}
