import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parsePortUrl } from '../transport/port-url.ts';
import { hidPorts, linuxPorts } from './find-ports.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'root-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function file(path: string, content = ''): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function link(path: string, to: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  symlinkSync(to, join(root, path));
}

test('each device once, by the name that stays with it', () => {
  file('dev/ttyUSB0');
  file('dev/ttyUSB1');
  file('dev/ttyUSB2');
  file('dev/ttyS0');
  file('dev/ttyS1');
  file('sys/class/tty/ttyS0/type', '4\n');
  file('sys/class/tty/ttyS1/type', '0\n');
  link('dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0', '../../ttyUSB0');
  link('dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0', '../../ttyUSB0');
  link('dev/serial/by-path/pci-0000:00:14.0-usb-0:3:1.0-port0', '../../ttyUSB1');
  file('dev/usb/lp0');
  file('sys/class/usbmisc/lp0/device/ieee1284_id', 'MFG:EPSON;CMD:ESC/POS;MDL:TM-T82;SN:X7;\n');
  file('dev/usb/hiddev0');
  const ports = linuxPorts(root);
  expect(ports).toEqual([
    {
      url: 'serial:/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0',
      kind: 'serial',
      what: 'ttyUSB0: FTDI FT232R USB UART A50285BI',
      stable: true,
    },
    {
      url: 'serial:/dev/serial/by-path/pci-0000:00:14.0-usb-0:3:1.0-port0',
      kind: 'serial',
      what: 'ttyUSB1, at this socket',
      stable: false,
    },
    { url: 'serial:/dev/ttyS0', kind: 'serial', what: 'on the board', stable: true },
    { url: 'serial:/dev/ttyUSB2', kind: 'serial', what: expect.stringContaining('order'), stable: false },
    { url: 'file:/dev/usb/lp0', kind: 'usb-printer', what: 'EPSON TM-T82, serial number X7', stable: false },
  ]);
  for (const { url } of ports) expect(parsePortUrl(url)).toMatchObject({ ok: true });
});

test('a machine without any', () => {
  expect(linuxPorts(root)).toEqual([]);
});

test('HID devices by maker, product and serial number, once however many interfaces they show', () => {
  const reader = {
    vendorId: 0x400,
    productId: 0xc35a,
    serialNumber: 'A 1',
    manufacturer: 'Example',
    product: 'Reader',
  };
  const ports = hidPorts([reader, { ...reader, path: 'second' }]);
  expect(ports).toEqual([{ url: 'hid:0400:c35a?serial=A%201', kind: 'hid', what: 'Example Reader', stable: true }]);
  expect(parsePortUrl(ports[0]?.url ?? '')).toMatchObject({ ok: true, address: { serialNumber: 'A 1' } });
});
