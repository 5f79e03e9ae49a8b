import { type FormEvent, type ReactNode, useState } from 'react';
import { dockMessages } from '../../shared/messages/dock.ts';
import { type DockScanner, SCANNER_FAULTS } from '../../shared/protocol/demo-contract.ts';
import { useMessages } from '../ui/locale.tsx';
import { Device } from './device.tsx';
import { Faults } from './faults.tsx';
import type { Slip } from './slips.ts';

interface Props {
  readonly device: DockScanner;
  readonly slips: readonly Slip[];
  onScan(text: string): void;
  onFault(fault: string, on: boolean): void;
}

/** Holds slips that came out of the printers, or any other code, under the scanner. */
export function Scanner({ device, slips, onScan, onFault }: Props): ReactNode {
  const t = useMessages(dockMessages);
  const [text, setText] = useState('');
  const scan = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    onScan(text.trim());
    setText('');
  };
  return (
    <Device device={device}>
      <p className="hint">{t(slips.length > 0 ? 'slips' : 'noSlips')}</p>
      {slips.length > 0 ? (
        <div className="slips">
          {slips.map((slip) => (
            <button
              key={slip.code}
              type="button"
              className="slip"
              data-slip={slip.name}
              aria-label={t('scanSlip', { slip: slip.name })}
              onClick={() => onScan(slip.code)}
            >
              {slip.name}
            </button>
          ))}
        </div>
      ) : null}
      <form className="other-code" onSubmit={scan}>
        <input
          aria-label={t('otherCode')}
          placeholder={t('otherCode')}
          value={text}
          maxLength={200}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="button" disabled={text.trim() === ''}>
          {t('scan')}
        </button>
      </form>
      <Scanned device={device} slips={slips} />
      <Faults all={SCANNER_FAULTS} on={device.faults} onSet={onFault} />
    </Device>
  );
}

function Scanned({ device: { lastScan }, slips }: Pick<Props, 'device' | 'slips'>): ReactNode {
  const t = useMessages(dockMessages);
  const code = slips.find((slip) => slip.code === lastScan?.text)?.name ?? lastScan?.text ?? '';
  const words = lastScan ? (lastScan.sent ? 'scan-sent' : 'scan-lost') : 'scan-none';
  const tone = { 'scan-none': 'quiet', 'scan-sent': 'good', 'scan-lost': 'bad' }[words];
  return (
    <div className="outcome" data-tone={tone}>
      <p role="status">{t(words, { code })}</p>
      <p className="wire">{lastScan?.text ?? ''}</p>
    </div>
  );
}
