import { type ReactNode, useEffect, useRef } from 'react';
import { columnsOf } from '../../shared/paper/columns.ts';
import type { PaperLine } from '../../shared/protocol/demo-contract.ts';
import { Qr } from '../ui/kit/qr.tsx';

type Text = Extract<PaperLine, { kind: 'text' }>;

/** Columns of the paper it was printed on, from what stands on it: 32 on 58 mm, 48 on 80 mm. */
export function paperColumns(lines: readonly PaperLine[]): 32 | 48 {
  const widest = Math.max(0, ...lines.map((line) => (line.kind === 'text' ? columnsOf(line.text) * line.width : 0)));
  return widest <= 32 ? 32 : 48;
}

interface PaperProps {
  readonly lines: readonly PaperLine[];
  readonly picture?: string | undefined;
}

/** A slip as it came out: dot by dot where there is a picture of it, with its text for who cannot see. */
export function Paper({ lines, picture }: PaperProps): ReactNode {
  if (!picture) return <PaperText lines={lines} />;
  return (
    <div className="paper-drawn">
      <Picture png={picture} />
      <div className="paper-said">
        <PaperText lines={lines} />
      </div>
    </div>
  );
}

/** On a canvas: the page’s policy allows no image but its own. */
function Picture({ png }: { png: string }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let gone = false;
    const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
    void createImageBitmap(new Blob([bytes], { type: 'image/png' })).then((image) => {
      const at = canvas.current;
      if (gone || !at) return;
      at.width = image.width;
      at.height = image.height;
      at.style.width = `${image.width / 2}px`;
      at.getContext('2d')?.drawImage(image, 0, 0);
    });
    return () => {
      gone = true;
    };
  }, [png]);
  return <canvas ref={canvas} className="paper-picture" />;
}

/** Every character in its own cell of one or two columns, as a thermal printer sets it. */
function PaperText({ lines }: { lines: readonly PaperLine[] }): ReactNode {
  return (
    <div className="paper" data-columns={paperColumns(lines)}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slip is printed once and never changes
        <Line key={index} line={line} />
      ))}
    </div>
  );
}

function Line({ line }: { line: PaperLine }): ReactNode {
  if (line.kind === 'qr') {
    return (
      <div className="paper-qr">
        <Qr text={line.data} />
      </div>
    );
  }
  return (
    <p
      className={`paper-line ${line.align}${line.bold ? ' bold' : ''}`}
      data-width={line.width}
      data-height={line.height}
    >
      {cells(line)}
    </p>
  );
}

function cells(line: Text): ReactNode {
  return [...line.text].map((char, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    <span key={index} className={columnsOf(char) === 2 ? 'two' : 'one'}>
      {char}
    </span>
  ));
}
