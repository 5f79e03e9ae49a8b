import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { HidDescription } from '../transport/hid.ts';

/** A port somebody can write into a station's description. */
export interface FoundPort {
  /** For `url` of a device. */
  readonly url: string;
  readonly kind: 'serial' | 'usb-printer' | 'hid';
  /** Maker, product, serial number, as far as the device tells. */
  readonly what: string;
  /** Whether the name stays the device's at another socket and after a restart. */
  readonly stable: boolean;
}

/** What is plugged in, read from the system's own lists; nothing is opened. `root` is `/`; tests bring their own. */
export function linuxPorts(root = '/'): FoundPort[] {
  const at = (path: string) => join(root, path);
  const named = [
    ...links(at('dev/serial/by-id')).map((link) => ({ ...link, folder: 'by-id', stable: true })),
    // Adapters without a serial number look all the same: the socket tells them apart.
    ...links(at('dev/serial/by-path')).map((link) => ({ ...link, folder: 'by-path', stable: false })),
  ];
  const seen = new Set<string>();
  const ports: FoundPort[] = [];
  for (const { name, target, folder, stable } of named) {
    if (seen.has(target)) continue;
    seen.add(target);
    const what =
      folder === 'by-id' ? `${basename(target)}: ${adapterName(name)}` : `${basename(target)}, at this socket`;
    ports.push({ url: `serial:/dev/serial/${folder}/${encodeURI(name)}`, kind: 'serial', what, stable });
  }
  for (const name of list(at('dev')).filter((each) => /^tty(USB|ACM|S)\d+$/.test(each))) {
    if (seen.has(real(at(`dev/${name}`)))) continue;
    const builtIn = name.startsWith('ttyS');
    // A port of the board without a chip behind it has type 0.
    if (builtIn && ['', '0'].includes(text(at(`sys/class/tty/${name}/type`)))) continue;
    const what = builtIn ? 'on the board' : 'the number may change with the order of plugging in';
    ports.push({ url: `serial:/dev/${name}`, kind: 'serial', what, stable: builtIn });
  }
  for (const name of list(at('dev/usb')).filter((each) => /^lp\d+$/.test(each))) {
    const id = ieee1284(text(at(`sys/class/usbmisc/${name}/device/ieee1284_id`)));
    ports.push({ url: `file:/dev/usb/${name}`, kind: 'usb-printer', what: id || 'USB printer', stable: false });
  }
  return ports;
}

/** Windows gives an adapter with a serial number its own COM number, at whatever socket. */
export async function otherPorts(platform: NodeJS.Platform): Promise<FoundPort[]> {
  const { SerialPort } = await import('serialport');
  const found = await SerialPort.list();
  return found.map((port) => {
    const friendly = 'friendlyName' in port ? String(port.friendlyName) : '';
    const what = [friendly || port.manufacturer, port.serialNumber && `serial number ${port.serialNumber}`];
    return {
      url: `serial:${port.path}`,
      kind: 'serial',
      what: what.filter(Boolean).join(', '),
      stable: platform === 'win32' && port.serialNumber !== undefined,
    };
  });
}

/** One line for each device, however many interfaces it shows. */
export function hidPorts(devices: readonly HidDescription[]): FoundPort[] {
  const ports = new Map<string, FoundPort>();
  for (const { vendorId, productId, serialNumber, manufacturer, product } of devices) {
    const id = `${hex(vendorId)}:${hex(productId)}`;
    const serial = serialNumber ? `?serial=${encodeURIComponent(serialNumber)}` : '';
    const what = [manufacturer, product].filter(Boolean).join(' ');
    ports.set(`hid:${id}${serial}`, { url: `hid:${id}${serial}`, kind: 'hid', what, stable: true });
  }
  return [...ports.values()];
}

function links(folder: string): { name: string; target: string }[] {
  return list(folder).map((name) => ({ name, target: real(join(folder, name)) }));
}

function list(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // a link to a device that has just gone
  }
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

/** `usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0` → `FTDI FT232R USB UART A50285BI`. */
function adapterName(link: string): string {
  return link
    .replace(/^usb-/, '')
    .replace(/-if\d+(-port\d+)?$/, '')
    .replaceAll('_', ' ');
}

/** `MFG:EPSON;MDL:TM-T82;SN:X7;` → `EPSON TM-T82, serial number X7`; IEEE 1284, keys in short or long form. */
function ieee1284(id: string): string {
  const values = new Map(
    id.split(';').map((field) => {
      const [key = '', value = ''] = field.split(':');
      return [key.trim().toUpperCase(), value.trim()] as const;
    }),
  );
  const value = (...keys: string[]) => keys.map((key) => values.get(key)).find(Boolean);
  const serial = value('SN', 'SERN', 'SERIALNUMBER');
  const name = [value('MFG', 'MANUFACTURER'), value('MDL', 'MODEL')].filter(Boolean).join(' ');
  return serial ? `${name}, serial number ${serial}` : name;
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}
