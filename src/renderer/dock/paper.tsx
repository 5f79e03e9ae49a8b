import type { ReactNode } from 'react';
import { columnsOf } from '../../shared/paper/columns.ts';
import type { PaperLine } from '../../shared/protocol/demo-contract.ts';
import { Qr } from '../ui/kit/qr.tsx';

type Text = Extract<PaperLine, { kind: 'text' }>;

/** Columns of the paper it was printed on, from what stands on it: 32 on 58 mm, 48 on 80 mm. */
export function paperColumns(lines: readonly PaperLine[]): 32 | 48 {
  const widest = Math.max(0, ...lines.map((line) => (line.kind === 'text' ? columnsOf(line.text) * line.width : 0)));
  return widest <= 32 ? 32 : 48;
}

/** A slip as it came out: every character in its own cell of one or two columns, as a thermal printer sets it. */
export function Paper({ lines }: { lines: readonly PaperLine[] }): ReactNode {
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
