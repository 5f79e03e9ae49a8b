// A fake device in a process of its own, on a TCP port or at the end of a serial line: nothing of it shares the station's
// event loop.
import { startSerialFake, startTcpFake } from '../../../src/main/station/devices/fakes/index.ts';
import { answer, instant } from '../support/peer.ts';

type Kind = 'printer' | 'id-reader';
type Fake = Awaited<ReturnType<typeof startTcpFake<Kind>>> | Awaited<ReturnType<typeof startSerialFake<Kind>>>;

let fake: Fake | undefined;
let url = '';

function there(): Fake {
  if (!fake) throw new Error('serve first');
  return fake;
}

answer({
  serve: async ({ kind, serial }: { kind: Kind; serial?: string }) => {
    if (serial) fake = await startSerialFake(kind, serial);
    else {
      const tcp = await startTcpFake(kind);
      url = tcp.url;
      fake = tcp;
    }
    return url;
  },
  /** Something happens to the device; answers when (ns). */
  happen: ({ method, args }: { method: string; args: unknown[] }) => {
    const device = there().device as unknown as Record<string, (...given: unknown[]) => void>;
    const at = instant();
    device[method]?.(...args);
    return at;
  },
  unplug: async () => {
    const at = instant();
    const tcp = there();
    if ('unplug' in tcp) await tcp.unplug();
    return at;
  },
  replug: async () => {
    const tcp = there();
    if ('replug' in tcp) await tcp.replug();
    return instant();
  },
  /** The slips that came out, as text, and what it did not understand or could not hold. */
  paper: async () => {
    const { ticketText } = await import('../../../src/main/station/devices/fakes/index.ts');
    const { device } = there();
    if (!('tickets' in device)) return null;
    return {
      slips: device.tickets.map((ticket) => ticketText(ticket)),
      unknown: device.unknown.length,
      overflowed: device.overflowed,
    };
  },
});
