import qrcode from 'qrcode-generator';
import { type ReactNode, useMemo } from 'react';
import { touchMessages } from '../../../shared/messages/touch.ts';
import { useMessages } from '../locale.tsx';
import './qr.css';

/** A QR code as one path, with the four modules of quiet around it that readers need. */
export function Qr({ text }: { readonly text: string }): ReactNode {
  const t = useMessages(touchMessages);
  const { size, path } = useMemo(() => draw(text), [text]);
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t('qr.label')}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

const QUIET = 4;

function draw(text: string): { size: number; path: string } {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
    }
  }
  return { size: count + 2 * QUIET, path };
}
