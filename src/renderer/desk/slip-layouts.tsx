import { Button, Modal, Segmented } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { refusalMessages } from '../../shared/messages/refusal.ts';
import { slipLayoutMessages } from '../../shared/messages/slip-layouts.ts';
import { templateMistakeText } from '../../shared/messages/template.ts';
import { SLIPS, type Slip } from '../../shared/paper/slip-names.ts';
import type { TemplateLine } from '../../shared/paper/template.ts';
import type { HallContract } from '../../shared/protocol/hall-contract.ts';
import type { Client } from '../ui/connect.ts';
import { useDesk } from './context.ts';
import { LayoutLines } from './layout-lines.tsx';

type Desk = Client<HallContract>['desk'];
type Layouts = Awaited<ReturnType<Desk['slipLayouts']>>;
type Preview = Awaited<ReturnType<Desk['previewSlip']>>;

/** Typing is over, for the moment. */
const SETTLED_MS = 250;

/** 小票版式: what slips look like, changed with a picture of what the printers would make of it. */
export function SlipLayouts(): ReactNode {
  const { hall, live, locale } = useDesk();
  const t = slipLayoutMessages.in(locale);
  const [layouts, setLayouts] = useState<Layouts | null>(null);
  const open = (): void => {
    hall.desk.slipLayouts().then(setLayouts, () => undefined); // the desk says by itself that the hall is away
  };
  return (
    <>
      <Button disabled={!live} onClick={open}>
        {t('title')}
      </Button>
      <Modal
        open={layouts !== null}
        title={t('title')}
        footer={null}
        width="min(76rem, 96vw)"
        onCancel={() => setLayouts(null)}
        destroyOnHidden
      >
        {layouts && <Editor layouts={layouts} changed={setLayouts} />}
      </Modal>
    </>
  );
}

function Editor({ layouts, changed }: { layouts: Layouts; changed: (layouts: Layouts) => void }): ReactNode {
  const { hall, live, locale } = useDesk();
  const t = slipLayoutMessages.in(locale);
  const [slip, setSlip] = useState<Slip>('ticket');
  const [drafts, setDrafts] = useState({
    ticket: layouts.ticket.template.lines,
    materials: layouts.materials.template.lines,
  });
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const lines = drafts[slip];
  const { preview, stale } = usePreview(hall.desk, slip, lines);
  const change = (next: TemplateLine[]): void => {
    setSaid(null);
    setDrafts({ ...drafts, [slip]: next });
  };
  const save = async (template: object | null): Promise<void> => {
    setBusy(true);
    try {
      const outcome = await hall.desk.saveSlip({ slip, template });
      if (outcome.ok) {
        const now = await hall.desk.slipLayouts();
        changed(now);
        setDrafts({ ...drafts, [slip]: now[slip].template.lines });
        setSaid(t('saved'));
      } else if ('refusal' in outcome) {
        setSaid(refusalMessages.in(locale)(outcome.refusal.code, outcome.refusal.params));
      } else setSaid(outcome.mistakes.map((each) => templateMistakeText(each, locale)).join(' '));
    } catch {
      setSaid(t('failed'));
    }
    setBusy(false);
  };
  const mistakes = preview?.ok === false ? preview.mistakes : [];
  const off = !live || busy || layouts.inFile;
  return (
    <div className="layouts">
      <Segmented
        value={slip}
        options={SLIPS.map((each) => ({ value: each, label: t(each) }))}
        onChange={(next) => {
          setSaid(null);
          setSlip(next);
        }}
      />
      <p className="sub small">{t(layouts.inFile ? 'inFile' : 'hint')}</p>
      <div className="layout-sides">
        <div>
          <LayoutLines
            lines={lines}
            fields={layouts[slip].fields}
            blocks={layouts[slip].blocks}
            mistaken={new Set(mistakes.flatMap(({ line }) => (line === null ? [] : [line])))}
            disabled={off}
            onChange={change}
          />
          {mistakes.length > 0 && (
            <ul className="layout-mistakes" role="alert">
              {mistakes.map((each) => (
                <li key={`${each.line} ${each.code} ${each.params.name}`}>{templateMistakeText(each, locale)}</li>
              ))}
            </ul>
          )}
          {said && <p role="status">{said}</p>}
          <div className="line">
            <Button
              type="primary"
              disabled={off || mistakes.length > 0}
              loading={busy}
              onClick={() => void save({ version: 1, lines })}
            >
              {t('save')}
            </Button>
            <Button disabled={off || !layouts[slip].own} onClick={() => void save(null)}>
              {t('shipped')}
            </Button>
          </div>
        </div>
        <div className="layout-papers">
          {stale && <p role="status">{t('previewFailed')}</p>}
          {preview?.ok && preview.pictures.map((picture) => <Paper key={picture.paperMm} picture={picture} />)}
        </div>
      </div>
    </div>
  );
}

type Picture = Extract<Preview, { ok: true }>['pictures'][number];

function Paper({ picture: { paperMm, png, bytes, lengthMm, missing } }: { readonly picture: Picture }): ReactNode {
  const { locale } = useDesk();
  const t = slipLayoutMessages.in(locale);
  return (
    <figure>
      <figcaption className="sub small">{t('paper', { mm: paperMm, length: lengthMm, bytes })}</figcaption>
      {missing.length > 0 && <p className="small">{t('missing', { chars: missing.join(' ') })}</p>}
      <img src={`data:image/png;base64,${png}`} alt={t('pictureAlt', { mm: paperMm })} className={`paper-${paperMm}`} />
    </figure>
  );
}

/** What the printers would make of the draft, asked once typing rests; a picture that works stays while a mistake is mended. */
function usePreview(
  desk: Desk,
  slip: Slip,
  lines: readonly TemplateLine[],
): { preview: Preview | null; stale: boolean } {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [stale, setStale] = useState(false);
  const asked = useRef(0);
  useEffect(() => {
    const mine = ++asked.current;
    const timer = setTimeout(() => {
      desk.previewSlip({ slip, template: { version: 1, lines } }).then(
        (next) => {
          if (mine !== asked.current) return;
          setPreview(next);
          setStale(false);
        },
        () => mine === asked.current && setStale(true),
      );
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [desk, slip, lines]);
  return { preview, stale };
}
