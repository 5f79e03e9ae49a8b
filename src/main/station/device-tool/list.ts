import { type FoundPort, hidPorts, linuxPorts, otherPorts } from '../devices/discovery/find-ports.ts';
import { systemHid } from '../devices/transport/hid.ts';

/** What is plugged in, a line each: the URL for the station's description, and what is there. */
export async function listPorts(): Promise<string> {
  const { platform } = process;
  const ports = platform === 'linux' ? linuxPorts() : await otherPorts(platform);
  const hid = await hidList();
  const lines = [...ports, ...hid.ports].map(
    ({ url, what, stable }) => `${url}\n    ${what}${stable ? '' : ' (name may change)'}`,
  );
  if (lines.length === 0) lines.push('no serial port, USB printer or HID device is plugged in');
  return `${[...lines, ...hid.note].join('\n')}\n`;
}

async function hidList(): Promise<{ ports: FoundPort[]; note: string[] }> {
  try {
    return { ports: hidPorts(await (await systemHid()).devices()), note: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ports: [], note: [`HID devices cannot be listed: ${reason} (Linux: install libusb-1.0-0)`] };
  }
}
