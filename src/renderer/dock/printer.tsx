import { memo, type ReactNode } from 'react';
import { dockMessages } from '../../shared/messages/dock.ts';
import { type DockDevice, PRINTER_FAULTS } from '../../shared/protocol/demo-contract.ts';
import { useLocale, useMessages } from '../ui/locale.tsx';
import { Device } from './device.tsx';
import { Faults } from './faults.tsx';
import { Paper } from './paper.tsx';

type PrinterDevice = Extract<DockDevice, { kind: 'printer' }>;

interface Props {
  readonly device: PrinterDevice;
  onFault(fault: string, on: boolean): void;
}

export function Printer({ device, onFault }: Props): ReactNode {
  return (
    <Device device={device}>
      <Faults all={PRINTER_FAULTS} on={device.faults} open onSet={onFault} />
    </Device>
  );
}

/** What came out, newest on top. */
export function Papers({ device, onClear }: { device: PrinterDevice; onClear(): void }): ReactNode {
  const t = useMessages(dockMessages);
  const { locale } = useLocale();
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  return (
    <section className="papers" data-papers={device.id}>
      <header>
        <span>{device.papers.length > 0 ? t('papers', { count: device.papers.length }) : t('noPaper')}</span>
        {device.papers.length > 0 ? (
          <button type="button" className="link" onClick={onClear}>
            {t('clear')}
          </button>
        ) : null}
      </header>
      <ol tabIndex={device.papers.length > 0 ? 0 : undefined}>
        {device.papers.map((paper) => (
          <li key={paper.id}>
            <p className="paper-facts">
              {time.format(paper.at)} · {t('bytes', { bytes: paper.bytes })}
            </p>
            <Slip paper={paper} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A slip is printed once and never changes: every press on the bench shows all of them again. */
const Slip = memo(
  ({ paper }: { paper: PrinterDevice['papers'][number] }) => <Paper lines={paper.lines} picture={paper.picture} />,
  (before, now) => before.paper.id === now.paper.id && before.paper.at === now.paper.at,
);
