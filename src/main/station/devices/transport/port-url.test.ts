import { expect, test } from 'vitest';
import { parsePortUrl } from './port-url.ts';

test.each([
  ['serial:/dev/ttyUSB0', { kind: 'serial', path: '/dev/ttyUSB0', baud: 115_200 }],
  ['serial:/dev/ttyS1?baud=9600', { kind: 'serial', path: '/dev/ttyS1', baud: 9600 }],
  ['serial:///dev/ttyS1?baud=9600', { kind: 'serial', path: '/dev/ttyS1', baud: 9600 }],
  ['serial:COM3', { kind: 'serial', path: 'COM3', baud: 115_200 }],
  ['tcp://192.168.1.50:9100', { kind: 'tcp', host: '192.168.1.50', port: 9100 }],
  ['tcp://printer.hall.example:9100/', { kind: 'tcp', host: 'printer.hall.example', port: 9100 }],
  ['tcp://[fe80::1]:9100', { kind: 'tcp', host: 'fe80::1', port: 9100 }],
  ['hid:0400:C35A', { kind: 'hid', vendorId: 0x400, productId: 0xc35a, serialNumber: null }],
  ['hid:0400:c35a?serial=A%201', { kind: 'hid', vendorId: 0x400, productId: 0xc35a, serialNumber: 'A 1' }],
  ['spool:EPSON TM-T82III Receipt', { kind: 'spool', printer: 'EPSON TM-T82III Receipt' }],
  ['spool:XP-80C%20(1)', { kind: 'spool', printer: 'XP-80C (1)' }],
  ['spool:\\\\print-1\\小票', { kind: 'spool', printer: '\\\\print-1\\小票' }],
  ['file:/dev/usb/lp0', { kind: 'file', path: '/dev/usb/lp0' }],
  ['file:///dev/usb/lp0', { kind: 'file', path: '/dev/usb/lp0' }],
])('%s', (url, address) => {
  expect(parsePortUrl(url)).toEqual({ ok: true, address });
});

test.each([
  ['', 'empty'],
  ['/dev/ttyUSB0', 'begins with serial:'],
  ['usb:1', 'begins with serial:'],
  ['serial:', 'needs a path'],
  ['serial:/dev/ttyUSB0?baud=fast', 'baud must be one of'],
  ['serial:/dev/ttyUSB0?baud=12345', 'baud must be one of'],
  ['serial:/dev/ttyUSB0?parity=even', 'unknown option "parity"'],
  ['serial:/dev/%zz', 'broken % sequence'],
  ['tcp://host', 'port number is missing'],
  ['tcp://host:0', 'not between 1 and 65535'],
  ['tcp://host:70000', 'not between 1 and 65535'],
  ['tcp:host:9100', 'write tcp://host:port'],
  ['spool:', 'as Windows lists it'],
  ['spool:a,b', 'as Windows lists it'],
  ['spool:a%0ab', 'as Windows lists it'],
  ['spool:%zz', 'broken % sequence'],
  ['file:lp0', 'whole path'],
  ['hid:400:c35a', 'write hid:VENDOR:PRODUCT'],
  ['hid:0400:c35a?serial=%zz', 'broken % sequence'],
])('%s is refused: %s', (url, words) => {
  const result = parsePortUrl(url);
  expect(result).toMatchObject({ ok: false, problem: expect.stringContaining(words) });
});
