import { X509Certificate } from 'node:crypto';
import { namesFor } from '../../../web/addresses.ts';
import { CertificateUnusable, givenCertificate, inFolder, ownCertificate } from '../../../web/certificate-files.ts';
import type { stationRouter } from '../api/router.ts';
import type { StationConfig } from '../config.ts';
import type { Runtime } from '../runtime.ts';
import type { StationLog } from '../service/station.ts';
import { openPadDoor, type PadDoor } from './door.ts';
import type { PadPairings } from './pairings.ts';

/** A port another program holds may be free again; an address may come with the network. */
const AGAIN_MS = 15_000;

/**
 * Keeps the tablets' door open. A counter works without it: what stands in the way is told at the counter and tried
 * again, except for certificate files that do not fit.
 */
export function keepPadDoor(options: {
  config: StationConfig & { networkPad: NonNullable<StationConfig['networkPad']> };
  pairings: PadPairings;
  router: ReturnType<typeof stationRouter>;
  place: Parameters<typeof openPadDoor>[0]['place'];
  pages: string;
  runtime: Runtime;
  log: StationLog;
}): { close(): Promise<void> } {
  const { config, pairings, runtime, log } = options;
  const { networkPad } = config;
  let door: PadDoor | null = null;
  let over = false;
  let cancel: () => void = () => undefined;

  const certificate = async () => {
    const { tlsKey, tlsCert } = networkPad;
    if (tlsKey !== null && tlsCert !== null)
      return givenCertificate(
        { option: 'networkPad.tlsKey', file: tlsKey },
        { option: 'networkPad.tlsCert', file: tlsCert },
      );
    return ownCertificate(inFolder(config.data, 'pad'), namesFor(networkPad), runtime.now());
  };
  const open = async (): Promise<void> => {
    try {
      const certified = await certificate();
      const opened = await openPadDoor({
        pairings,
        router: options.router,
        place: options.place,
        pages: options.pages,
        listening: networkPad,
        port: networkPad.port,
        certified,
        uptime: runtime.uptime,
      });
      if (over) return await opened.close();
      door = opened;
      const fingerprint = new X509Certificate(certified.cert).fingerprint256;
      pairings.setDoor({ state: 'open', url: opened.url, fingerprint });
      log('pad-door-open', { url: opened.url });
    } catch (error) {
      const why = whyNot(error);
      log('pad-door-closed', { why, error: error instanceof Error ? error.message : 'unknown' });
      pairings.setDoor({ state: 'closed', why });
      if (why !== 'certificate' && !over) cancel = runtime.after(AGAIN_MS, () => void open());
    }
  };
  const opening = open();
  return {
    close: async () => {
      over = true;
      cancel();
      await opening;
      await door?.close();
    },
  };
}

function whyNot(error: unknown): 'port-busy' | 'certificate' | 'not-possible' {
  if (error instanceof CertificateUnusable) return 'certificate';
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'port-busy' : 'not-possible';
}
