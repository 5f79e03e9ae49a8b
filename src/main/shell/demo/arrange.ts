import type { Rectangle } from 'electron';
import { roleWindows, type Size } from '../roles.ts';
import type { Room } from './rooms.ts';

/** Where on the screen a room's window stands: 0 is left or top, 1 is right or bottom. */
const places: Readonly<Record<Room['kind'], readonly [number, number]>> = {
  dispenser: [0, 0],
  kiosk: [0.12, 0],
  counter: [0.75, 0.2],
  display: [0.5, 0],
  pad: [1, 1],
  desk: [0.6, 0.5],
  dock: [0.3, 1],
};
const COUNTER_STEP = 48;

/** A room's window, made smaller where the screen is smaller, and always wholly on it. */
export function arrange(room: Room, area: Rectangle): Rectangle {
  const [x, y] = places[room.kind];
  const size = fitting(roleWindows[room.kind].size, area);
  const step = room.windowNumber ? (room.windowNumber - 1) * COUNTER_STEP : 0;
  return {
    ...size,
    x: area.x + within(x * (area.width - size.width) + (x === 1 ? -step : step), area.width - size.width),
    y: area.y + within(y * (area.height - size.height) + (y === 1 ? -step : step), area.height - size.height),
  };
}

/** Keeps the proportions: the public pages are drawn for theirs. */
export function fitting(size: Size, area: Size): Size {
  const scale = Math.min(1, area.width / size.width, area.height / size.height);
  return { width: Math.floor(size.width * scale), height: Math.floor(size.height * scale) };
}

function within(value: number, most: number): number {
  return Math.round(Math.min(Math.max(0, value), Math.max(0, most)));
}
