import { type ReactNode, useEffect, useRef } from 'react';
import { dockMessages } from '../../shared/messages/dock.ts';
import { type DockLedPanel, LED_FAULTS } from '../../shared/protocol/demo-contract.ts';
import { useMessages } from '../ui/locale.tsx';
import { Device } from './device.tsx';
import { Faults } from './faults.tsx';

/** Eight Han characters of 24 lamps, as such panels above windows are. */
const LAMPS_ACROSS = 192;
const LAMPS_HIGH = 24;
/** Between the end of a text that runs and its beginning. */
const GAP = 48;
/** Such panels move their text by about forty columns in a second. */
const STEP_MS = 25;
/** Drawn finer than shown, so that lamps stay round at every width. */
const PITCH = 6;
const LIT = '#ff3d1f';
const DARK = '#2a1a18';

interface Props {
  readonly device: DockLedPanel;
  onFault(fault: string, on: boolean): void;
}

/** The panel above a window: its words lamp by lamp, running when they are longer than it is. */
export function Led({ device, onFault }: Props): ReactNode {
  const t = useMessages(dockMessages);
  return (
    <Device device={device}>
      <div className="led" aria-hidden="true">
        <DarkLamps />
        {/* The same words again are a new call: they begin anew. */}
        <LitLamps key={device.times} {...device.lamps} />
      </div>
      <p className="led-words" role="status">
        {device.text === '' ? t('ledDark') : t('ledSays', { text: device.text })}
      </p>
      <Faults all={LED_FAULTS} on={device.faults} onSet={onFault} />
    </Device>
  );
}

function DarkLamps(): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    draw(canvas.current, LAMPS_ACROSS, DARK, () => true);
  }, []);
  return <canvas ref={canvas} className="led-dark" />;
}

function LitLamps({ width, bits }: DockLedPanel['lamps']): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const runs = width > LAMPS_ACROSS;
  const round = width + GAP;
  useEffect(() => {
    const rows = Uint8Array.from(atob(bits), (char) => char.charCodeAt(0));
    const rowBytes = Math.ceil(width / 8);
    const lit = (x: number, y: number) => x < width && (((rows[y * rowBytes + (x >> 3)] ?? 0) << (x & 7)) & 0x80) !== 0;
    // Twice, so that the beginning follows its end.
    draw(canvas.current, runs ? round + width : width, LIT, (x, y) => lit(runs ? x % round : x, y));
    if (!runs || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const far = `translateX(${(-100 * round) / (round + width)}%)`;
    const running = canvas.current?.animate([{ transform: 'none' }, { transform: far }], {
      duration: round * STEP_MS,
      iterations: Number.POSITIVE_INFINITY,
      easing: `steps(${round})`,
    });
    return () => running?.cancel();
  }, [width, bits, runs, round]);
  return <canvas ref={canvas} className={runs ? 'led-lit runs' : 'led-lit'} />;
}

function draw(
  canvas: HTMLCanvasElement | null,
  width: number,
  colour: string,
  lamp: (x: number, y: number) => boolean,
): void {
  if (!canvas) return;
  canvas.width = Math.max(1, width * PITCH);
  canvas.height = LAMPS_HIGH * PITCH;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = colour;
  context.beginPath();
  for (let y = 0; y < LAMPS_HIGH; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (!lamp(x, y)) continue;
      const [middle, centre] = [(x + 0.5) * PITCH, (y + 0.5) * PITCH];
      context.moveTo(middle, centre);
      context.arc(middle, centre, PITCH * 0.48, 0, 2 * Math.PI);
    }
  }
  context.fill();
}
