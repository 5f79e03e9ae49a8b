import type { Role } from '../../shared/protocol/link.ts';

/** Pages with a window of their own in the shell. */
export type PageName = Role | 'launcher' | 'dock' | 'desk' | 'keeper' | 'maintenance' | 'trouble';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface RoleWindow {
  /** Window size in the demo, at 1:1. */
  readonly size: Size;
  /**
   * The screen these pages are drawn for. A window among others shows that much of it whatever its own size is: the page is
   * zoomed. On a glass of its own it is not. Null: the page flows by itself, as on any desk.
   */
  readonly drawnFor: Size | null;
  /** In front of the public: nothing but the page, whole screen, left only with the keeper's code. */
  readonly kiosk: boolean;
  /** Seen before the first paint; the same colour as the page, so that nothing flashes. */
  readonly background: string;
}

const PAPER = '#f5f7f9'; // --paper of src/renderer/ui/tokens.css

export const roleWindows: Readonly<Record<PageName, RoleWindow>> = {
  dispenser: portrait(),
  kiosk: portrait(),
  pad: publicScreen({ width: 1024, height: 640 }),
  display: publicScreen({ width: 1280, height: 720 }),
  counter: desk({ width: 1440, height: 900 }),
  desk: desk({ width: 1440, height: 900 }),
  dock: desk({ width: 1280, height: 900 }),
  launcher: desk({ width: 1280, height: 800 }),
  keeper: desk({ width: 480, height: 720 }),
  maintenance: desk({ width: 1000, height: 1200 }),
  trouble: desk({ width: 1024, height: 640 }),
};

function portrait(): RoleWindow {
  return {
    size: { width: 540, height: 960 },
    drawnFor: { width: 1080, height: 1920 },
    kiosk: true,
    background: PAPER,
  };
}

function publicScreen(size: Size): RoleWindow {
  return { size, drawnFor: size, kiosk: true, background: PAPER };
}

function desk(size: Size): RoleWindow {
  return { size, drawnFor: null, kiosk: false, background: PAPER };
}
