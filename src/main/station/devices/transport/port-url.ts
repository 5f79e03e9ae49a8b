/**
 * A port is a URL, so that one line of configuration names any of them:
 * `serial:/dev/ttyUSB0?baud=115200`, `serial:COM3?baud=9600`, `tcp://host:port`, `file:/dev/usb/lp0`,
 * `hid:0400:c35a?serial=A1` (vendor and product in hexadecimal, and which of several), `spool:XP-80C` (a printer of
 * Windows, by the name in its list; `\\server\name` for one of another machine).
 */
export type PortAddress =
  | { kind: 'serial'; path: string; baud: number }
  | { kind: 'tcp'; host: string; port: number }
  | { kind: 'file'; path: string }
  | { kind: 'spool'; printer: string }
  | { kind: 'hid'; vendorId: number; productId: number; serialNumber: string | null };

export type PortUrlResult = { ok: true; address: PortAddress } | { ok: false; problem: string };

const DEFAULT_BAUD = 115_200;
const bauds = [1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600];

export function parsePortUrl(text: string): PortUrlResult {
  const url = text.trim();
  if (url === '') return wrong('the port is empty; write e.g. serial:/dev/ttyUSB0?baud=115200');
  const scheme = /^([A-Za-z]+):/.exec(url)?.[1]?.toLowerCase();
  if (scheme === 'serial') return serial(url.slice('serial:'.length));
  if (scheme === 'tcp') return tcp(url);
  if (scheme === 'file') return file(url.slice('file:'.length));
  if (scheme === 'hid') return hid(url.slice('hid:'.length));
  if (scheme === 'spool') return spool(url.slice('spool:'.length));
  return wrong(`"${url}": a port begins with serial:, tcp://, file:, hid: or spool:`);
}

function serial(rest: string): PortUrlResult {
  const [rawPath = '', query = '', ...more] = rest.replace(/^\/\/(?=\/)/, '').split('?');
  if (more.length > 0) return wrong(`"serial:${rest}": more than one "?"`);
  if (rawPath === '') return wrong('serial: needs a path, e.g. serial:/dev/ttyUSB0 or serial:COM3');
  const path = decode(rawPath);
  if (path === null) return wrong(`"serial:${rest}": the path has a broken % sequence`);
  let baud = DEFAULT_BAUD;
  for (const [key, value] of new URLSearchParams(query)) {
    if (key !== 'baud') return wrong(`"serial:${rest}": unknown option "${key}"; only baud is known`);
    if (!/^\d+$/.test(value) || !bauds.includes(Number(value))) {
      return wrong(`"serial:${rest}": baud must be one of ${bauds.join(', ')}, not "${value}"`);
    }
    baud = Number(value);
  }
  return { ok: true, address: { kind: 'serial', path, baud } };
}

function tcp(url: string): PortUrlResult {
  const match = /^tcp:\/\/(\[[0-9a-f:.]+\]|[^:/?#\s]+)(?::(\d+))?\/?$/i.exec(url);
  if (!match) return wrong(`"${url}": write tcp://host:port, e.g. tcp://192.168.1.50:9100`);
  const [, host = '', portText] = match;
  if (portText === undefined) return wrong(`"${url}": the port number is missing, e.g. tcp://${host}:9100`);
  const port = Number(portText);
  if (port < 1 || port > 65_535) return wrong(`"${url}": port ${portText} is not between 1 and 65535`);
  return { ok: true, address: { kind: 'tcp', host: host.replace(/^\[|\]$/g, ''), port } };
}

function file(rest: string): PortUrlResult {
  const path = decode(rest.replace(/^\/\/(?=\/)/, ''));
  if (path === null) return wrong(`"file:${rest}": the path has a broken % sequence`);
  if (!path.startsWith('/')) return wrong(`"file:${rest}": write the whole path of the device, e.g. file:/dev/usb/lp0`);
  return { ok: true, address: { kind: 'file', path } };
}

/** As Windows has it: no commas, at most 220 characters (printer names of AddPrinter). */
function spool(rest: string): PortUrlResult {
  const printer = decode(rest)?.trim();
  if (printer === undefined) return wrong(`"spool:${rest}": the name has a broken % sequence`);
  const plain = printer.length <= 220 && [...printer].every((char) => char >= ' ' && char !== ',');
  if (printer === '' || !plain)
    return wrong(`"spool:${rest}": write the printer's name as Windows lists it, e.g. spool:XP-80C`);
  return { ok: true, address: { kind: 'spool', printer } };
}

function hid(rest: string): PortUrlResult {
  const match = /^([0-9a-f]{4}):([0-9a-f]{4})(?:\?serial=([^&]+))?$/i.exec(rest);
  if (!match)
    return wrong(
      `"hid:${rest}": write hid:VENDOR:PRODUCT in hexadecimal, e.g. hid:0400:c35a or hid:0400:c35a?serial=A1`,
    );
  const [, vendor = '', product = '', serial] = match;
  const serialNumber = serial === undefined ? null : decode(serial);
  if (serial !== undefined && serialNumber === null)
    return wrong(`"hid:${rest}": the serial number has a broken % sequence`);
  return {
    ok: true,
    address: {
      kind: 'hid',
      vendorId: Number.parseInt(vendor, 16),
      productId: Number.parseInt(product, 16),
      serialNumber,
    },
  };
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

function wrong(problem: string): PortUrlResult {
  return { ok: false, problem };
}
