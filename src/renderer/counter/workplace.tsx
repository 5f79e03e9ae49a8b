import { type ReactNode, useRef, useState } from 'react';
import { useKeyboardScanner } from '../ui/use-keyboard-scanner.ts';
import { OfflineBand } from './bands.tsx';
import { CasesDrawer } from './cases/cases-drawer.tsx';
import { useCounter } from './context.ts';
import { CurrentCard } from './current-card.tsx';
import { DeviceBar } from './device-bar.tsx';
import { type Asking, Dialogs } from './dialogs.tsx';
import { useHotKeys } from './hot-keys.ts';
import { Line } from './line.tsx';
import { Middle } from './middle.tsx';
import { NumberField } from './number-field.tsx';
import { KEYS } from './operations.ts';
import { Operations, useOperate } from './operations-panel.tsx';
import { PadsDrawer } from './pads-drawer.tsx';
import { RecordsDrawer } from './records-drawer.tsx';
import { Right } from './right.tsx';
import { SignOn } from './sign-on.tsx';
import { TopBar } from './top-bar.tsx';
import { useInput } from './use-input.ts';

/** The whole service on one screen: who is here, what for, what is missing, the one next step. */
export function Workplace(): ReactNode {
  const { view, connection } = useCounter();
  const [asking, ask] = useState<Asking | null>(null);
  const [records, setRecords] = useState(false);
  const [pads, setPads] = useState(false);
  const [slips, setSlips] = useState(false);
  const [cases, setCases] = useState(false);
  const [caseId, setCaseId] = useState<string | null>(null);
  const number = useRef<HTMLInputElement>(null);
  const find = useRef<HTMLInputElement>(null);
  const { step, operate } = useOperate(ask);
  const signedOn = view.window.status !== 'closed';
  const off = asking !== null || records || pads || slips || cases || connection !== 'up' || !signedOn;
  const scanned = useInput(operate, off);
  useKeyboardScanner(connection === 'up');

  useHotKeys({
    keys: {
      [KEYS.step]: step,
      [KEYS.recall]: () => operate('recall'),
      [KEYS.miss]: () => operate('miss'),
      [KEYS.suspend]: () => operate('suspend'),
      [KEYS.transfer]: () => operate('transfer'),
      [KEYS.finish]: () => operate('finish'),
      [KEYS.pause]: () => operate('pause'),
      [KEYS['sign-off']]: () => operate('sign-off'),
    },
    onTyping: () => number.current?.focus(),
    onFind: () => find.current?.focus(),
    off,
  });

  return (
    <div className="counter">
      <TopBar onSignOff={() => operate('sign-off')} onCases={() => setCases(true)} />
      <OfflineBand onOpenRecords={() => setRecords(true)} />
      {signedOn ? (
        <div className="bench" inert={connection !== 'up'}>
          <aside className="left">
            <CurrentCard />
            <Operations onStep={step} onOperate={operate} />
            <NumberField inputRef={number} onTake={ask} scanned={scanned} />
            <Line onTake={ask} />
          </aside>
          <div className="stage">
            <Middle
              key={view.current?.ticketId ?? ''}
              findRef={find}
              onCase={(id) => {
                setCaseId(id);
                setCases(true);
              }}
            />
            <Right />
          </div>
        </div>
      ) : (
        <div className="bench alone" inert={connection !== 'up'}>
          <SignOn />
        </div>
      )}
      <DeviceBar
        onOpenRecords={() => setRecords(true)}
        onOpenPads={() => setPads(true)}
        slips={{ open: slips, setOpen: setSlips }}
      />
      <Dialogs asking={asking} onClose={() => ask(null)} />
      <CasesDrawer open={cases} caseId={caseId} onCase={setCaseId} onClose={() => setCases(false)} />
      <PadsDrawer open={pads} onClose={() => setPads(false)} />
      <RecordsDrawer open={records} onClose={() => setRecords(false)} />
    </div>
  );
}
