import type { Rectangle } from 'electron';
import type { Role } from '../../../shared/protocol/link.ts';
import { roleWindows } from '../roles.ts';

export interface Place {
  readonly role: Role;
  readonly bounds: Rectangle;
  readonly kiosk: boolean;
}

/**
 * Which role goes to which screen, in the order of the settings, the primary screen first. With a screen too few
 * the last role gets an ordinary window: it must not cover what another needs.
 */
export function placeRoles(roles: readonly Role[], displays: readonly Rectangle[]): Place[] {
  return roles.map((role, index) => {
    const display = displays[index];
    const { size, kiosk } = roleWindows[role];
    if (display) return { role, bounds: display, kiosk };
    const first = displays[0] ?? { x: 0, y: 0, ...size };
    return { role, bounds: { x: first.x, y: first.y, ...size }, kiosk: false };
  });
}
