import type { DeviceCode, DeviceHealth } from '../../../src/shared/device/health.ts';

interface Healthy {
  health(): DeviceHealth;
  onHealth(listener: (health: DeviceHealth) => void): () => void;
}

/** Resolves when the device says `ready`, or the code asked for. */
export function untilHealth(device: Healthy, wanted: 'ready' | DeviceCode): Promise<DeviceHealth> {
  const is = (health: DeviceHealth) => (health.state === 'ready' ? wanted === 'ready' : health.code === wanted);
  return new Promise((resolve) => {
    const now = device.health();
    if (is(now)) return resolve(now);
    const off = device.onHealth((health) => {
      if (!is(health)) return;
      off();
      resolve(health);
    });
  });
}

/** The next value an event gives. */
export function next<T>(on: (listener: (value: T) => void) => () => void): Promise<T> {
  return new Promise((resolve) => {
    const off = on((value) => {
      off();
      resolve(value);
    });
  });
}
