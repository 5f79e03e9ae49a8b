import { type ReactNode, useRef, useState } from 'react';
import { useKeyboardScanner } from '../ui/use-keyboard-scanner.ts';
import { OfflineBand } from './bands.tsx';
import { CasesDrawer } from './cases/cases-drawer.tsx';
import { useCounter } from './context.ts';
import { CurrentCard } from './current-card.tsx';
import { DeviceBar } from './device-bar.tsx';
import { type Asking, Dialogs } from './dialogs.tsx';
import { HelpCalls } from './help-calls.tsx';
import { useHotKeys } from './hot-keys.ts';
import type { Guide } from './item-guide.tsx';
import { Line } from './line.tsx';
import { Middle } from './middle.tsx';
import { NumberField } from './number-field.tsx';
import { CTRL_KEYS, KEYS } from './operations.ts';
import { Operations, useOperate } from './operations-panel.tsx';
import { PadsDrawer } from './pads-drawer.tsx';
import { LockScreen } from './pin/lock-screen.tsx';
import { useTouch } from './pin/use-touch.ts';
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
  const guide = useRef<Guide>(null);
  const { step, operate } = useOperate(ask);
  const signedOn = view.window.status !== 'closed';
  const off = asking !== null || records || pads || slips || cases || connection !== 'up' || !signedOn || view.locked;
  const scanned = useInput(operate, off);
  useKeyboardScanner(connection === 'up');
  const own = view.staff.find(({ id }) => id === view.window.clerk?.id);
  useTouch(connection === 'up' && own?.pin === 'set' && !view.locked);

  const openCases = (id: string | null): void => {
    setCaseId(id);
    setCases(true);
  };
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
    withCtrl: {
      [CTRL_KEYS.find.key]: () => find.current?.focus(),
      [CTRL_KEYS.materials.key]: () => guide.current?.toMaterials(),
      [CTRL_KEYS.accept.key]: () => guide.current?.receive(true),
      [CTRL_KEYS.receive.key]: () => guide.current?.receive(false),
      [CTRL_KEYS.cases.key]: () => openCases(view.cases.at(-1)?.caseId ?? null),
    },
    onTyping: () => number.current?.focus(),
    off,
  });

  return (
    <div className="counter">
      <TopBar onSignOff={() => operate('sign-off')} onCases={() => openCases(null)} />
      <OfflineBand onOpenRecords={() => setRecords(true)} />
      {signedOn ? (
        <div className="bench" inert={connection !== 'up' || view.locked}>
          <aside className="left">
            <CurrentCard />
            <Operations onStep={step} onOperate={operate} />
            <NumberField inputRef={number} onTake={ask} scanned={scanned} />
            <Line onTake={ask} />
          </aside>
          <div className="stage">
            <Middle key={view.current?.ticketId ?? ''} findRef={find} guideRef={guide} onCase={openCases} />
            {view.help.length > 0 && <HelpCalls />}
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
      {view.locked && <LockScreen />}
      <RecordsDrawer open={records} onClose={() => setRecords(false)} />
    </div>
  );
}
