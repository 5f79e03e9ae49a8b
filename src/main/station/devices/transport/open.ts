import { FileTransport } from './file.ts';
import { HidTransport } from './hid.ts';
import { parsePortUrl } from './port-url.ts';
import { SerialTransport } from './serial.ts';
import { TcpTransport } from './tcp.ts';
import type { Transport } from './transport.ts';
import { WindowsSpoolerTransport } from './windows-spooler/transport.ts';

/** A closed transport for the port a URL names. Throws on a URL that `parsePortUrl` refuses; configuration was checked. */
export function openTransport(url: string): Transport {
  const parsed = parsePortUrl(url);
  if (!parsed.ok) throw new Error(parsed.problem);
  switch (parsed.address.kind) {
    case 'serial':
      return new SerialTransport(parsed.address.path, parsed.address.baud);
    case 'tcp':
      return new TcpTransport(parsed.address.host, parsed.address.port);
    case 'hid':
      return new HidTransport(parsed.address);
    case 'spool':
      return new WindowsSpoolerTransport(parsed.address.printer);
    case 'file':
      return new FileTransport(parsed.address.path);
  }
}
